/*
title = "Feedback received per radiologist-month"
question = "How much feedback reaches each of us?"
why_it_matters = "Feedback is what turns a case into learning for the person who read it."
how_calculated = "Cases for which feedback was sent, by the month the case was put forward, divided by the radiologist-months present at sites where the program runs. Department only."
kind = "rate"
base = "feedback"
sensitivity = "volume"
about = "sent"
numerator = "Cases for which feedback was sent"
denominator = "Radiologist-months present"
unit = "radiologist-month"
exposure = "radiologist_months"
direction = "none"
by = []
chart = "u"
source = "Peer learning case and feedback exports; roster with leave"
status = "published"
reviewed = 2026-11-24
*/
select * from feedback where sent_on is not null
