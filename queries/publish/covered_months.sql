/*
title = "Covered months"
grain = "One row a table, site and month received; site is empty for the department."
note = "The first month of all counts from its start: a site goes live on some day of it. Later, a month must be received from its first day to its last."
*/
with
    spans as (
        select
            table_name,
            site,
            first_day,
            last_day,
            min(first_day) over (partition by table_name, site) as earliest_day
        from warehouse.coverage
    ),
    months as (
        select
            *,
            unnest(
                generate_series(date_trunc('month', first_day), last_day, interval 1 month)
            )::date as month_start
        from spans
    )
select
    table_name,
    site,
    month_start,
    bool_or(
        last_day(month_start) <= last_day and (first_day <= month_start or first_day = earliest_day)
    ) as complete
from months
group by table_name, site, month_start
