/*
title = "Cases put forward"
question = "How many cases come in?"
why_it_matters = "It is the count every share on the other pages is a share of."
how_calculated = "Cases of any kind, by the month they were put forward, at the site and section of the exam."
kind = "count"
base = "cases"
sensitivity = "volume"
about = "cases"
numerator = "Cases put forward"
unit = "cases"
direction = "none"
chart = "c"
source = "Peer learning case export"
status = "published"
reviewed = 2026-11-24
*/
select * from cases
