/*
title = "Submitted cases, for a custodian's extract"
grain = "One row a submitted case, with the numbers of the people behind it: they never leave the extracting process."
roles = ["submitting radiologist", "interpreting radiologist"]
*/
select
    submitting_radiologist::text as person,
    interpreting_radiologist::text as other_person,
    date_trunc('month', submitted_on)::date as month,
    site,
    section,
    modality::text as modality,
    patient_group::text as patient_group,
    case_kind::text as case_kind,
    theme::text as theme,
    meaningful,
    impact::text as impact,
    addendum_made
from cases
