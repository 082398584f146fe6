/*
title = "Submissions per radiologist-month"
question = "How much does each of us put forward?"
why_it_matters = "It compares sites and sections of different size, and months with different staffing, on one scale."
how_calculated = "Cases of any kind put forward, divided by the months radiologists were present: on the roster, not on leave, at a home site where the program runs. A month half on leave counts as half; a case put forward while on leave counts. The case counts at the submitter's home site and section."
kind = "rate"
base = "radiologist_periods"
sensitivity = "participation"
about = "submissions"
numerator = "Cases put forward"
denominator = "Radiologist-months present"
unit = "radiologist-month"
direction = "none"
by = ["site", "section"]
grains = ["month"]
chart = "u"
source = "Peer learning case export; roster with leave"
status = "published"
reviewed = 2026-11-24
*/
select *, submissions as hit, peer_learning_months as out_of
from radiologist_periods
where in_program
