/*
title = "Keys of an answer that wraps its records"
grain = "One row a key of the only record of a JSON file: whether a list of records stands under it, and whether it says anything."
*/
with
    keys as (
        select record, unnest(json_keys(record)) as key
        from records
        where (select count(*) from records) = 1 and json_type(record) = 'OBJECT'
    ),
    pointed as (select *, '/' || replace(replace(key, '~', '~0'), '/', '~1') as pointer from keys)
select
    key,
    pointer,
    coalesce(json_type(record, pointer || '/0') = 'OBJECT', false) as has_records,
    coalesce(json_extract_string(record, pointer), '') <> '' as says_something
from pointed
