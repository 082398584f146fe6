/*
title = "Cases that call for feedback"
grain = "One row a submitted case that has an interpreting radiologist."
happened = "the day the case was put forward"
roles = ["submitting radiologist", "interpreting radiologist"]
covered_by = ["cases"]
axes = ["site", "section", "modality", "patient_group"]
*/
with
    first_feedback as (
        select case_id, min(sent_on) as sent_on, min(acknowledged_on) as acknowledged_on
        from warehouse.feedback
        group by case_id
    ),
    followed as (
        select max(last_day) as followed_until
        from warehouse.coverage
        where table_name = 'feedback' and site is null
    )
select
    cases.case_id as row_id,
    cases.submitted_on as happened_on,
    cases.submitting_radiologist as person_id,
    cases.interpreting_radiologist as other_person_id,
    cases.site,
    cases.section,
    cases.modality,
    cases.patient_group,
    first_feedback.sent_on,
    first_feedback.acknowledged_on,
    followed.followed_until
from warehouse.cases as cases
cross join followed
left join first_feedback on first_feedback.case_id = cases.case_id
where cases.interpreting_radiologist is not null and followed.followed_until is not null
