/*
title = "Peer learning cases, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    keyed_id('case_id', given.case_id, $pads) as case_id,
    cast(case_kind_read.meaning as case_kind) as case_kind,
    case_kind_read.kept as case_kind_raw,
    cast(theme_read.meaning as theme) as theme,
    theme_read.kept as theme_raw,
    cast(submitting_radiologist_read.meaning as uuid) as submitting_radiologist,
    cast(interpreting_radiologist_read.meaning as uuid) as interpreting_radiologist,
    read_day(given.submitted_on, $days.submitted_on) as submitted_on,
    read_day(given.exam_on, $days.exam_on) as exam_on,
    site_read.meaning as site,
    section_read.meaning as section,
    cast(modality_read.meaning as modality) as modality,
    modality_read.kept as modality_raw,
    cast(patient_group_read.meaning as patient_group) as patient_group,
    patient_group_read.kept as patient_group_raw,
    read_yes_no(given.meaningful) as meaningful,
    cast(impact_read.meaning as impact) as impact,
    impact_read.kept as impact_raw,
    read_yes_no(given.addendum_made) as addendum_made,
    coalesce(
        contributing_factors_redacted.words, given.contributing_factors
    ) as contributing_factors,
    coalesce(learning_point_redacted.words, given.learning_point) as learning_point,
    read_day(given.conference_on, $days.conference_on) as conference_on,
    coalesce(status_redacted.words, given.status) as status,
    keyed_id('exam', exam_number(given.exam_number), $pads) as exam_key
from given
left join
    readings as case_kind_read
    on case_kind_read.column_name = 'case_kind'
    and case_kind_read.cell is not distinct from given.case_kind
left join
    readings as theme_read
    on theme_read.column_name = 'theme'
    and theme_read.cell is not distinct from given.theme
left join
    readings as submitting_radiologist_read
    on submitting_radiologist_read.column_name = 'submitting_radiologist'
    and submitting_radiologist_read.cell = given.submitting_radiologist
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
    readings as impact_read
    on impact_read.column_name = 'impact'
    and impact_read.cell is not distinct from given.impact
left join
    redacted as contributing_factors_redacted
    on contributing_factors_redacted.column_name = 'contributing_factors'
    and contributing_factors_redacted.row_number = given.row_number
left join
    redacted as learning_point_redacted
    on learning_point_redacted.column_name = 'learning_point'
    and learning_point_redacted.row_number = given.row_number
left join
    redacted as status_redacted
    on status_redacted.column_name = 'status'
    and status_redacted.row_number = given.row_number
