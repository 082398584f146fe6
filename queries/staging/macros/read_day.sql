/*
title = "A day"
grain = "The date in a cell, its time of day left off; a time that names its zone is turned into the department's first; a bare five-figure number is the serial number of a spreadsheet. Null if it cannot be read."
*/
create or replace temp macro read_day(cell, formats) as (
    coalesce(
        cast(try_strptime(cell, formats) as date),
        case
            when contains(cell, ':') and regexp_matches(cell, ':\d{2}(\.\d+)? ?(Z|[+-]\d{2}:?\d{2})$')
                then cast(try_cast(regexp_replace(cell, ' ([Z+-])', '\1') as timestamptz) as date)
        end,
        cast(try_strptime(day_part(cell), formats) as date),
        case
            when regexp_full_match(cell, '\d{5}(\.\d+)?')
                then date '1899-12-30' + cast(floor(try_cast(cell as double)) as integer)
        end
    )
)
