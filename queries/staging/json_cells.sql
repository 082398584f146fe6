/*
title = "Cells of a JSON file"
grain = "One row a record: the values of the keys, as text, in the order of the columns."
*/
create or replace temp table cells as
select
    record_number,
    json_extract_string(record, $pointers) as cells
from records
