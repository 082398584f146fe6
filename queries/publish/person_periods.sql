/*
title = "People's periods"
grain = "One row a person and period of one grain, with what the measure counts; never leaves the publishing process."
*/
select
    datediff('month', $first_month::date, measure_rows.happened_on)::integer as month,
    unit_of($axis, measure_rows.site, measure_rows.section, 'all', 'all') as member,
    people.number as person,
    measure_rows.part,
    coalesce(measure_rows.hit, 0)::double as hit,
    coalesce(measure_rows.out_of, 1)::double as out_of
from measure_rows
join people on people.person_id = measure_rows.person_id
where measure_rows.grain = $grain
