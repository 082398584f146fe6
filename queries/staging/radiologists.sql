/*
title = "Roster, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    cast(person_id_read.meaning as uuid) as person_id,
    site_read.meaning as site,
    section_read.meaning as section,
    case when given.fte is null then 1 else read_number(given.fte) end as fte,
    read_day(given.joined_on, $days.joined_on) as joined_on,
    read_day(given.left_on, $days.left_on) as left_on
from given
left join
    readings as person_id_read
    on person_id_read.column_name = 'person_id'
    and person_id_read.cell = given.person_id
left join readings as site_read on site_read.column_name = 'site' and site_read.cell = given.site
left join
    readings as section_read
    on section_read.column_name = 'section'
    and section_read.cell = given.section
