/*
title = "Improvement actions, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    keyed_id('action_id', given.action_id, $pads) as action_id,
    coalesce(title_redacted.words, given.title) as title,
    cast(theme_read.meaning as theme) as theme,
    theme_read.kept as theme_raw,
    site_read.meaning as site,
    section_read.meaning as section,
    read_day(given.opened_on, $days.opened_on) as opened_on,
    read_day(given.closed_on, $days.closed_on) as closed_on
from given
left join
    readings as theme_read
    on theme_read.column_name = 'theme'
    and theme_read.cell is not distinct from given.theme
left join readings as site_read on site_read.column_name = 'site' and site_read.cell = given.site
left join
    readings as section_read
    on section_read.column_name = 'section'
    and section_read.cell = given.section
left join
    redacted as title_redacted
    on title_redacted.column_name = 'title'
    and title_redacted.row_number = given.row_number
