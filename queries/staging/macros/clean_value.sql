/*
title = "A cell without what surrounds it"
grain = "Text without spaces at its ends; nothing for an empty cell and for the words systems write in one."
*/
create or replace temp macro clean_value(cell) as (
    case
        when lower(trim(cell, chr(9) || chr(10) || chr(13) || chr(31) || chr(32) || chr(160)))
            in ('', 'null', 'n/a', '#n/a', 'nan')
            then null
        else trim(cell, chr(9) || chr(10) || chr(13) || chr(31) || chr(32) || chr(160))
    end
)
