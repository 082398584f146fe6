/*
title = "The rows of an export, read"
grain = "One row a row of the export, in the types of its table, with the key that makes it one of its kind."
*/
create or replace temp table staged as
with read_rows as (the_reading)
select
    *,
    the_row_key as source_key
from read_rows
