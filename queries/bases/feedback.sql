/*
title = "Cases that call for feedback"
grain = "One row a submitted case that has an interpreting radiologist, from the month of the first feedback received on."
happened = "the day the case was put forward"
roles = ["submitting radiologist", "interpreting radiologist"]
covered_by = ["cases"]
needs = ["feedback"]
axes = ["site", "section", "modality", "patient_group"]
*/
with
    numbered_cases as (
        select cases.*, exports.system
        from warehouse.cases as cases
        left join warehouse.exports as exports using (export_id)
    ),
    numbered_feedback as (
        select feedback.*, exports.system
        from warehouse.feedback as feedback
        left join warehouse.exports as exports using (export_id)
    ),
    -- Case 1 of one system is not case 1 of another; a log of feedback alone has no cases.
    case_numbers as (select distinct case_id, system from numbered_cases),
    of_a_case as (
        select feedback.*, own.case_id is not null as of_its_own_system
        from numbered_feedback as feedback
        left join
            case_numbers as own
            on own.case_id = feedback.case_id
            and own.system is not distinct from feedback.system
    ),
    first_feedback as (
        select
            case_numbers.case_id,
            case_numbers.system,
            min(of_a_case.sent_on) as sent_on,
            min(of_a_case.acknowledged_on) as acknowledged_on
        from of_a_case
        inner join
            case_numbers
            on case_numbers.case_id = of_a_case.case_id
            and (
                not of_a_case.of_its_own_system
                or case_numbers.system is not distinct from of_a_case.system
            )
        group by all
    ),
    -- Of months before the first feedback received nobody knows whether any was sent.
    followed as (
        select
            max(last_day) as followed_until,
            date_trunc('month', min(first_day))::date as followed_from
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
from numbered_cases as cases
cross join followed
left join
    first_feedback
    on first_feedback.case_id = cases.case_id
    and first_feedback.system is not distinct from cases.system
where
    cases.interpreting_radiologist is not null
    and followed.followed_until is not null
    and cases.submitted_on >= followed.followed_from
