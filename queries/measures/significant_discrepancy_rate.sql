/*
title = "Discrepancy rate, score 2b or above"
question = "How often did a reviewer score a discrepancy that goes to arbitration?"
why_it_matters = "Departments draw the line of significance in different places. This one is 2b and above; the other measure is 2a and above."
how_calculated = "Of the reports reviewed and scored, the share given 2b, 3a or 3b. A 3 without a or b counts, as both 3a and 3b do; a 2 without a letter does not, as nobody knows which it was."
kind = "proportion"
base = "reviews"
sensitivity = "score"
about = "score"
numerator = "Reviews scored 2b, 3, 3a or 3b"
denominator = "Reviews scored"
unit = "reviews"
direction = "none"
chart = "p"
source = "Scored review export"
status = "published"
reviewed = 2026-11-24
*/
select *, score in ('2b', '3', '3a', '3b') as hit from reviews
