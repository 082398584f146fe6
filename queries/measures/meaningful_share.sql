/*
title = "Meaningful share"
question = "Are the cases worth the time?"
why_it_matters = "Volume alone can be bought. In one department that paid for submissions, 27 percent of a reviewed sample was not meaningful."
how_calculated = "Of the learning opportunities on which the program passed that judgement, the share judged meaningful."
kind = "proportion"
base = "cases"
sensitivity = "content"
about = "meaningful"
numerator = "Learning opportunities judged meaningful"
denominator = "Learning opportunities given that judgement"
unit = "learning opportunities"
direction = "higher"
chart = "p"
source = "Peer learning case export"
status = "published"
reviewed = 2026-11-24
*/
select *, meaningful as hit
from cases
where case_kind = 'learning_opportunity' and meaningful is not null
