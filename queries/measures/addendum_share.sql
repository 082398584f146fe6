/*
title = "Addendum share"
question = "How often does a learning opportunity lead to an addendum?"
why_it_matters = "An addendum reaches the patient's team. Scored review recorded none, so there is no before."
how_calculated = "Of the learning opportunities for which it was recorded, the share whose report was addended."
kind = "proportion"
base = "cases"
sensitivity = "content"
about = "addendum_made"
numerator = "Learning opportunities whose report was addended"
denominator = "Learning opportunities for which it was recorded"
unit = "learning opportunities"
direction = "none"
chart = "p"
source = "Peer learning case export"
status = "published"
reviewed = 2026-11-28
*/
select *, addendum_made as hit
from cases
where case_kind = 'learning_opportunity' and addendum_made is not null
