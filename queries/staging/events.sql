/*
title = "Events, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    read_day(given.happened_on, $days.happened_on) as happened_on,
    cast(event_kind_read.meaning as event_kind) as event_kind,
    event_kind_read.kept as event_kind_raw,
    site_read.meaning as site,
    coalesce(label_redacted.words, given.label) as label,
    case
        when given.phase_in_months is null
        then 0
        else try_cast(read_whole(given.phase_in_months) as integer)
    end as phase_in_months
from given
left join
    readings as event_kind_read
    on event_kind_read.column_name = 'event_kind'
    and event_kind_read.cell is not distinct from given.event_kind
left join readings as site_read on site_read.column_name = 'site' and site_read.cell = given.site
left join
    redacted as label_redacted
    on label_redacted.column_name = 'label'
    and label_redacted.row_number = given.row_number
