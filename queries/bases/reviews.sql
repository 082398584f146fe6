/*
title = "Scored reviews"
grain = "One row a report re-read and scored."
happened = "the day of the review"
roles = ["reviewing radiologist", "interpreting radiologist"]
covered_by = ["reviews"]
axes = ["site", "section", "modality", "patient_group"]
*/
select
    review_id as row_id,
    reviewed_on as happened_on,
    reviewing_radiologist as person_id,
    interpreting_radiologist as other_person_id,
    site,
    section,
    modality,
    patient_group,
    scale,
    score
from warehouse.reviews
