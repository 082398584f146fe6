/*
title = "Covered months"
grain = "One row a table, site and month received whole; site is empty for the department."
*/
with
    spans as (
        select
            table_name,
            site,
            date_trunc('month', first_day)::date as first_month,
            last_day
        from warehouse.coverage
    ),
    months as (
        select
            table_name,
            site,
            last_day,
            unnest(generate_series(first_month, last_day, interval 1 month))::date as month_start
        from spans
    )
select table_name, site, month_start, last_day(month_start) <= last_day as complete
from months
