/*
title = "Discrepancy rate, score 2b or above"
question = "How often did a reviewer score a discrepancy that goes to arbitration?"
why_it_matters = "Departments draw the line of significance in different places. This one is 2b and above; the other measure is 2a and above."
how_calculated = "Of the reports reviewed and scored, the share given 2b, 3a or 3b."
kind = "proportion"
base = "reviews"
sensitivity = "score"
about = "score"
numerator = "Reviews scored 2b, 3a or 3b"
denominator = "Reviews scored"
unit = "reviews"
direction = "none"
chart = "p"
source = "Scored review export"
status = "published"
reviewed = 2026-11-24
*/
select *, score in ('2b', '3a', '3b') as hit from reviews
