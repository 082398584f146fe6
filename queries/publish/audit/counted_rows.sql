/*
title = "Rows by what they are counted in"
grain = "One row a month, unit of every axis, people named and sets that hold the rows; never leaves the publishing process."
*/
with
    each_row as (
        select
            row_id,
            month_start,
            site,
            section,
            modality,
            patient_group,
            person,
            other_person,
            string_agg(distinct held_by, '|' order by held_by) as held_by
        from counted_rows
        where held_by is not null
        group by all
    )
select
    (year(month_start) * 12 + month(month_start) - 1)::integer as month,
    site,
    section,
    modality,
    patient_group,
    person,
    other_person,
    held_by,
    count(*)::bigint as rows
from each_row
group by all
order by all
