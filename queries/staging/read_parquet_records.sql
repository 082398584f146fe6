/*
title = "Cells of a Parquet file"
grain = "One row a record: its values, as text, in the order of the columns."
*/
create or replace temp table cells as
with
    records as (
        select columns(*)::text
        from read_parquet($path)
    )
select
    row_number() over () as record_number,
    [*columns(*)] as cells
from records
