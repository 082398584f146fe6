/*
title = "Why rows would not be taken"
grain = "One row a column, reason and severity: how many rows of the dropped file, and the first of them."
*/
select
    column_name,
    reason,
    severity,
    count(distinct row_number) as rows,
    list_slice(list_sort(list_distinct(list(row_number))), 1, 3) as first_rows
from problems
group by column_name, reason, severity
order by severity, rows desc, reason, column_name
