/*
title = "Scored reviews, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    keyed_id('review_id', given.review_id, $pads) as review_id,
    cast(reviewing_radiologist_read.meaning as uuid) as reviewing_radiologist,
    cast(interpreting_radiologist_read.meaning as uuid) as interpreting_radiologist,
    read_day(given.reviewed_on, $days.reviewed_on) as reviewed_on,
    site_read.meaning as site,
    section_read.meaning as section,
    cast(modality_read.meaning as modality) as modality,
    modality_read.kept as modality_raw,
    cast(patient_group_read.meaning as patient_group) as patient_group,
    patient_group_read.kept as patient_group_raw,
    cast(scale_read.meaning as scale) as scale,
    scale_read.kept as scale_raw,
    cast(score_read.meaning as score) as score,
    score_read.kept as score_raw,
    coalesce(body_system_redacted.words, given.body_system) as body_system,
    coalesce(comments_redacted.words, given.comments) as comments,
    keyed_id('exam', exam_number(given.exam_number), $pads) as exam_key
from given
left join
    readings as reviewing_radiologist_read
    on reviewing_radiologist_read.column_name = 'reviewing_radiologist'
    and reviewing_radiologist_read.cell = given.reviewing_radiologist
left join
    readings as interpreting_radiologist_read
    on interpreting_radiologist_read.column_name = 'interpreting_radiologist'
    and interpreting_radiologist_read.cell = given.interpreting_radiologist
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
left join
    readings as scale_read
    on scale_read.column_name = 'scale'
    and scale_read.cell is not distinct from given.scale
left join
    readings as score_read
    on score_read.column_name = 'score'
    and score_read.cell is not distinct from given.score
left join
    redacted as body_system_redacted
    on body_system_redacted.column_name = 'body_system'
    and body_system_redacted.row_number = given.row_number
left join
    redacted as comments_redacted
    on comments_redacted.column_name = 'comments'
    and comments_redacted.row_number = given.row_number
