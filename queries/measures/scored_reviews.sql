/*
title = "Reviews scored"
question = "How many reports are re-read and scored?"
why_it_matters = "It is the work scored review asks for, whatever it finds."
how_calculated = "Reports re-read and scored, second reads included, by the month of the review, at the site and section of the exam."
kind = "count"
base = "reviews"
sensitivity = "volume"
about = "reviews"
numerator = "Reviews scored"
unit = "reviews"
direction = "none"
chart = "c"
source = "Scored review export"
status = "published"
reviewed = 2026-11-28
*/
select * from reviews
