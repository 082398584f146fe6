/*
title = "Records of a JSON answer"
grain = "One row a record of the list under one key, in its order."
*/
create or replace temp table records as
with
    unwrapped as (
        select unnest(cast(json_extract(record, $pointer) as json[])) as record from records
    )
select row_number() over () as record_number, record
from unwrapped
