/*
title = "Key of a row"
grain = "128 bits of the columns that make a row of a table one of its kind, whatever their case."
*/
create or replace temp macro row_key(parts) as (cast(md5(lower(cast(parts as text))) as uuid))
