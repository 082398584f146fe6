/*
title = "Submissions per 1,000 exams"
question = "How much do we put forward for the work we do?"
why_it_matters = "Submissions rise with work. Per 1,000 exams a busy month and a quiet one can be compared."
how_calculated = "Cases of any kind put forward by radiologists whose home site runs the program, divided by the exams read at those sites. Department only: a submission belongs to the submitter's home, an exam to where it was done."
kind = "rate"
base = "radiologist_periods"
sensitivity = "participation"
about = "submissions"
numerator = "Cases put forward"
denominator = "Exams read at sites where the program runs"
unit = "exams"
exposure = "program_exams"
per = 1000
direction = "none"
by = []
grains = ["month"]
chart = "u"
source = "Peer learning case export; exam volumes"
status = "published"
reviewed = 2026-11-24
*/
select *, submissions as hit from radiologist_periods where in_program
