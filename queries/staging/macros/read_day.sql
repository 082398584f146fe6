/*
title = "A day"
grain = "The date in a cell, its time of day left off; a bare five-figure number is the serial number of a spreadsheet. Null if it cannot be read."
*/
create or replace temp macro read_day(cell, formats) as (
    coalesce(
        cast(try_strptime(cell, formats) as date),
        cast(try_strptime(day_part(cell), formats) as date),
        case
            when regexp_full_match(cell, '\d{5}(\.\d+)?')
                then date '1899-12-30' + cast(floor(try_cast(cell as double)) as integer)
        end
    )
)
