/*
title = "Learning opportunities captured per 1,000 exams"
question = "How much is there to learn from, in either system, for the work we do?"
why_it_matters = "Scored review divides by reports assigned, whatever they show, peer learning by cases somebody chose. Exams are the base both share."
how_calculated = "Discrepancies scored in legacy review (any score other than 1) plus cases put forward as learning opportunities, divided by the exams read at the same sites in the same months. It counts what was captured, not what happened: more captured does not mean more errors, nor fewer."
kind = "rate"
base = "captures"
sensitivity = "score"
about = "captured"
numerator = "Learning opportunities captured"
denominator = "Exams read"
unit = "exams"
exposure = "exam_volumes"
per = 1000
direction = "none"
chart = "u"
headline = true
source = "Scored review export; peer learning case export; exam volumes"
status = "published"
reviewed = 2026-11-24
*/
select * from captures
