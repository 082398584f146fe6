/*
title = "Rows a check found"
grain = "One row a row of the export that fails this check."
*/
insert into problems
select distinct
    row_number,
    $column_name,
    $reason,
    $severity
from (the_check)
