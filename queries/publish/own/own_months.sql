/*
title = "Each person's periods"
grain = "One row a rostered radiologist and month, quarter, half-year or year in which the program ran at the home site."
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
    received_in_period as (
        select periods.row_id, sum(received.messages)::bigint as messages
        from radiologist_periods as periods
        join
            received
            on received.person_id = periods.person_id
            and received.month_start >= periods.happened_on
            and received.month_start
            < periods.happened_on + to_months(periods.grain_months::integer)
        group by periods.row_id
    )
select
    periods.person_id,
    periods.grain,
    periods.happened_on as from_month,
    periods.site,
    periods.section,
    periods.submissions::bigint as submissions,
    case
        when
            round(periods.submissions_required) >= 1
            and periods.grain_months >= periods.target_months
        then round(periods.submissions_required)::bigint
    end as target,
    periods.grain_months = periods.target_months as is_target_period,
    coalesce(received_in_period.messages, 0)::bigint as feedback_received
from radiologist_periods as periods
left join received_in_period on received_in_period.row_id = periods.row_id
where periods.in_program
