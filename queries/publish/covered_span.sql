/*
title = "First and last covered month"
grain = "One row for the run."
*/
select min(month_start) as first_month, max(month_start) as last_month
from covered
where complete and list_contains($tables, table_name)
