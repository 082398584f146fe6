/*
title = "Radiologists receiving feedback"
question = "Does feedback reach the whole group?"
why_it_matters = "Feedback that reaches the same few people does not teach a department."
how_calculated = "Of the radiologists present for at least half of the month at a site where the program runs, the share who were sent at least one feedback message in that month. Months are added up, so the same person counts once a month."
kind = "proportion"
base = "radiologist_receipts"
sensitivity = "content"
about = "received"
numerator = "Radiologist-months with at least one feedback message"
denominator = "Radiologist-months present"
unit = "radiologist-months"
direction = "none"
by = ["site", "section"]
chart = "p"
source = "Peer learning feedback export; roster with leave"
status = "published"
reviewed = 2026-11-24
*/
select *, messages > 0 as hit from radiologist_receipts
