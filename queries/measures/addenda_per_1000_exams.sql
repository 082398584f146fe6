/*
title = "Addenda per 1,000 exams"
question = "How often is a signed report amended?"
why_it_matters = "Neither review system asks for addenda and the radiology information system counts them in both, so the rate has a before and an after."
how_calculated = "Reports addended in a month, divided by the exams read in the same months at the same sites, where the export of exam volumes counts addenda. Corrections, clarifications and late findings count alike: fewer addenda are not better care, nor more."
kind = "rate"
base = "addenda"
sensitivity = "volume"
about = "addenda"
numerator = "Reports addended"
denominator = "Exams read where addenda are counted"
unit = "exams"
exposure = "exams_with_addenda"
per = 1000
direction = "none"
chart = "u"
source = "Exam volumes, where they count addenda"
status = "published"
reviewed = 2026-11-28
*/
select * from addenda
