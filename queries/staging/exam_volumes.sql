/*
title = "Exam volumes, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    cast(date_trunc('month', read_day(given.month, $days.month)) as date) as month,
    site_read.meaning as site,
    section_read.meaning as section,
    cast(modality_read.meaning as modality) as modality,
    modality_read.kept as modality_raw,
    cast(patient_group_read.meaning as patient_group) as patient_group,
    patient_group_read.kept as patient_group_raw,
    read_whole(given.exams) as exams,
    read_whole(given.addenda) as addenda
from given
left join readings as site_read on site_read.column_name = 'site' and site_read.cell = given.site
left join
    readings as section_read
    on section_read.column_name = 'section'
    and section_read.cell = given.section
left join
    readings as modality_read
    on modality_read.column_name = 'modality'
    and modality_read.cell is not distinct from given.modality
left join
    readings as patient_group_read
    on patient_group_read.column_name = 'patient_group'
    and patient_group_read.cell is not distinct from given.patient_group
