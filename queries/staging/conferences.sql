/*
title = "Conferences, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    keyed_id('conference_id', given.conference_id, $pads) as conference_id,
    read_day(given.held_on, $days.held_on) as held_on,
    site_read.meaning as site,
    section_read.meaning as section,
    read_whole(given.cases_discussed) as cases_discussed
from given
left join readings as site_read on site_read.column_name = 'site' and site_read.cell = given.site
left join
    readings as section_read
    on section_read.column_name = 'section'
    and section_read.cell = given.section
