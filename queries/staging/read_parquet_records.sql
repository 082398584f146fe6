/*
title = "Cells of a Parquet file"
grain = "One row a record: its values as words (lists as JSON), in the order of the columns."
*/
create or replace temp table cells as
with
    records as (
        select columns(*)
        from read_parquet($path)
    ),
    words as (
        select json_extract_string(to_json(columns(*)), '$')
        from records
    )
select
    row_number() over () as record_number,
    [*columns(*)] as cells
from words
