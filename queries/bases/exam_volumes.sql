/*
title = "Exams"
grain = "One row a month, site, section, modality and patient group."
happened = "the month the exams were read"
unit = "exams"
covered_by = ["exam_volumes"]
axes = ["site", "section", "modality", "patient_group"]
*/
select month as happened_on, site, section, modality, patient_group, exams as amount
from warehouse.exam_volumes
