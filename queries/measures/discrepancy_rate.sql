/*
title = "Discrepancy rate, score 2a or above"
question = "How often did a reviewer score a discrepancy?"
why_it_matters = "It describes what reviewers scored, not how often readings are wrong: no benchmark exists, and a low rate may be under-reporting."
how_calculated = "Of the reports reviewed and scored, the share given any score other than 1."
kind = "proportion"
base = "reviews"
sensitivity = "score"
about = "score"
numerator = "Reviews scored 2 or 3, with or without a or b"
denominator = "Reviews scored"
unit = "reviews"
direction = "none"
chart = "p"
source = "Scored review export"
status = "published"
reviewed = 2026-11-24
*/
select *, score <> '1' as hit from reviews
