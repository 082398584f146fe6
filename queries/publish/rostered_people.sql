/*
title = "Rostered people"
grain = "One row a person, year and home unit of the axis."
*/
select distinct
    year(periods.happened_on)::integer as year,
    unit_of($axis, periods.site, periods.section, 'all', 'all') as member,
    people.number as person
from radiologist_periods as periods
join people on people.person_id = periods.person_id
where periods.grain = 'month'
