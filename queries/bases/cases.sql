/*
title = "Cases"
grain = "One row a submitted case."
happened = "the day the case was put forward"
roles = ["submitting radiologist", "interpreting radiologist"]
covered_by = ["cases"]
axes = ["site", "section", "modality", "patient_group"]
*/
select
    case_id as row_id,
    submitted_on as happened_on,
    submitting_radiologist as person_id,
    interpreting_radiologist as other_person_id,
    site,
    section,
    modality,
    patient_group,
    case_kind,
    theme,
    meaningful,
    impact,
    addendum_made
from warehouse.cases
