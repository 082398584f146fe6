/*
title = "Exams where addenda are counted"
grain = "One row a month, site, section, modality and patient group for which the export says how many reports were addended."
happened = "the month the exams were read"
unit = "exams"
covered_by = ["exam_volumes"]
axes = ["site"]
*/
select month as happened_on, site, exams as amount
from warehouse.exam_volumes
where addenda is not null
