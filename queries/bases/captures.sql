/*
title = "Learning opportunities captured, in either system"
grain = "One row a discrepancy found by scored review, or a learning opportunity put forward in peer learning."
happened = "the day of the review, or the day the case was put forward"
roles = ["reviewing or submitting radiologist", "interpreting radiologist"]
covered_by = ["reviews", "cases"]
axes = ["site"]
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
    'scored_review' as found_by
from warehouse.reviews
where score <> '1'
union all by name
select
    case_id as row_id,
    submitted_on as happened_on,
    submitting_radiologist as person_id,
    interpreting_radiologist as other_person_id,
    site,
    section,
    modality,
    patient_group,
    'peer_learning' as found_by
from warehouse.cases
where case_kind = 'learning_opportunity'
