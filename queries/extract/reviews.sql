/*
title = "Scored reviews, for a custodian's extract"
grain = "One row a scored review, with the numbers of the people behind it: they never leave the extracting process."
roles = ["reviewing radiologist", "interpreting radiologist"]
*/
select
    reviewing_radiologist::text as person,
    interpreting_radiologist::text as other_person,
    date_trunc('month', reviewed_on)::date as month,
    site,
    section,
    modality::text as modality,
    patient_group::text as patient_group,
    scale::text as scale,
    score::text as score
from reviews
