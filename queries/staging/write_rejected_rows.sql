/*
title = "Keep why rows were rejected"
grain = "One row a row of the export and reason: where it is and why, never what it says."
*/
insert into rejected_rows
select
    cast($export_id as uuid),
    $file,
    row_number,
    column_name,
    reason
from problems
where severity = 'reject'
order by row_number, column_name
