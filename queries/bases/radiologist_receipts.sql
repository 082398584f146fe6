/*
title = "Radiologists and the feedback they receive"
grain = "One row a rostered radiologist and month in which the program ran at the home site, from the first to the last month of the feedback received."
happened = "the month"
roles = ["receiving radiologist"]
covered_by = ["cases"]
needs = ["feedback"]
axes = ["site", "section"]
*/
with
    received as (
        select
            receiving_radiologist as person_id,
            date_trunc('month', sent_on)::date as month_start,
            count(*) as messages
        from warehouse.feedback
        group by all
    ),
    followed as (
        -- Without a feedback export nobody knows who was sent feedback: no rows, never zeros.
        select
            max(last_day) as followed_until,
            date_trunc('month', min(first_day))::date as followed_from
        from warehouse.coverage
        where table_name = 'feedback' and site is null
    )
select
    periods.row_id,
    periods.happened_on,
    periods.person_id,
    null::uuid as other_person_id,
    periods.site,
    periods.section,
    coalesce(received.messages, 0) as messages
from radiologist_periods as periods
join
    followed
    on followed.followed_until >= last_day(periods.happened_on)
    and followed.followed_from <= periods.happened_on
left join
    received
    on received.person_id = periods.person_id
    and received.month_start = periods.happened_on
where periods.grain = 'month' and periods.peer_learning_months >= 0.5
