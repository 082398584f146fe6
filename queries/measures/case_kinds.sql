/*
title = "Kinds of case"
question = "What do we put forward?"
why_it_matters = "A program of errors alone is half a program. Great calls and interesting cases teach as well."
how_calculated = "All cases put forward, by what the submitter said they are."
kind = "composition"
base = "cases"
sensitivity = "content"
about = "case_kind"
numerator = "Cases of the kind"
denominator = "Cases put forward"
unit = "cases"
vocabulary = "case_kind"
unremarkable = "unclassified"
direction = "none"
chart = "p"
source = "Peer learning case export"
status = "published"
reviewed = 2026-11-24
*/
select *, case_kind as part from cases
