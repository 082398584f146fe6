/*
title = "Rostered people"
grain = "One row a person, year and home unit of the axis."
*/
select distinct
    year(periods.happened_on)::integer as year,
    case
        $axis when 'site' then periods.site when 'section' then periods.section else 'all'
    end as member,
    people.number as person
from radiologist_periods as periods
join people on people.person_id = periods.person_id
where periods.grain = 'month'
