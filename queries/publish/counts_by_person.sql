/*
title = "Counts by person"
grain = "One row a month, unit of the axis, part and person in the role; never leaves the publishing process."
*/
with
    counted as (
        select
            date_trunc('month', happened_on)::date as month_start,
            unit_of($axis, site, section, modality, patient_group) as member,
            case $role when 'person' then person_id else other_person_id end as person_id,
            part,
            count(*) as rows,
            sum(hit) as hits
        from measure_rows
        group by all
    )
select
    datediff('month', $first_month::date, counted.month_start)::integer as month,
    counted.member,
    counted.part,
    coalesce(people.number, -1)::integer as person,
    sum(counted.rows)::bigint as rows,
    coalesce(sum(counted.hits), 0)::bigint as hits
from counted
left join people on people.person_id = counted.person_id
group by all
