/*
title = "Great-call share"
question = "Do we also celebrate what went well?"
why_it_matters = "Great calls keep a program from becoming a list of errors. One published program reports 35.1 percent."
how_calculated = "Of the cases whose kind is known, the share put forward as a great call."
kind = "proportion"
base = "cases"
sensitivity = "content"
about = "case_kind"
numerator = "Great calls"
denominator = "Cases of a known kind"
unit = "cases"
direction = "none"
chart = "p"
source = "Peer learning case export"
status = "published"
reviewed = 2026-11-24
*/
select *, case_kind = 'great_call' as hit from cases where case_kind <> 'unclassified'
