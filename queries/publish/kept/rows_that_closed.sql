/*
title = "A base's rows as they were when their months closed"
grain = "One row a row counted."
*/
create or replace temp table rows_that_closed as
select rows.* exclude (entry)
from read_parquet($files, union_by_name = true) as rows
join
    closed_months
    on closed_months.base = $base
    and closed_months.entry = rows.entry
    and closed_months.month_start = date_trunc('month', rows.happened_on)
