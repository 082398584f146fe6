/*
title = "A cell without what surrounds it"
grain = "Text without spaces of any kind at its ends; nothing for an empty cell."
*/
create or replace temp macro clean_value(cell) as (
    nullif(trim(cell, chr(9) || chr(10) || chr(13) || chr(31) || chr(32) || chr(160) || chr(8203) || chr(8239) || chr(8288) || chr(65279)), '')
)
