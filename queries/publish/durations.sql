/*
title = "Durations"
grain = "One row a month, unit of the axis, number of days and whether it ended."
*/
select
    datediff('month', $first_month::date, date_trunc('month', happened_on)::date)::integer as month,
    unit_of($axis, site, section, modality, patient_group) as member,
    greatest(0, coalesce(ended_on, followed_until) - happened_on)::integer as days,
    ended_on is not null as ended,
    count(*)::bigint as rows
from measure_rows
group by all
order by all
