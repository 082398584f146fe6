/*
title = "Cells of a Parquet file"
grain = "One row a record: its values, as text, in the order of the columns."
*/
create or replace temp table cells as
select
    row_number() over () as record_number,
    [*columns(*)::text] as cells
from read_parquet($path)
