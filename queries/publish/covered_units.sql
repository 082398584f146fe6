/*
title = "Covered units"
grain = "One row a unit of the axis and month in which it is covered."
*/
select distinct
    case $axis when 'site' then covered.site else 'all' end as member,
    datediff('month', $first_month::date, covered.month_start)::integer as month
from covered
where covered.complete and covered.site is not null and list_contains($tables, covered.table_name)
