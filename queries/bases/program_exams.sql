/*
title = "Exams where the program runs"
grain = "One row a month, site, section, modality and patient group in which peer learning runs at the site."
happened = "the month the exams were read"
unit = "exams"
covered_by = ["exam_volumes"]
axes = ["site", "section", "modality", "patient_group"]
*/
select
    volumes.month as happened_on,
    volumes.site,
    volumes.section,
    volumes.modality,
    volumes.patient_group,
    volumes.exams as amount
from warehouse.exam_volumes as volumes
join
    site_months
    on site_months.site = volumes.site
    and site_months.happened_on = volumes.month
    and site_months.system = 'peer_learning'
