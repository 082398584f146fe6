/*
title = "Key of a row"
grain = "128 bits of the columns that make a row of a table one of its kind in its system, whatever their case."
*/
create or replace temp macro row_key(system, parts) as (
    cast(md5(lower(trim(system) || chr(31) || cast(parts as text))) as uuid)
)
