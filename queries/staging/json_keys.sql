/*
title = "Columns of a JSON file"
grain = "One row a key any record has, in the order they are met."
*/
with
    keys as (
        select
            record_number,
            unnest(json_keys(record)) as key,
            unnest(range(len(json_keys(record)))) as position
        from records
    )
select key
from keys
group by key
order by min(record_number), min(position)
