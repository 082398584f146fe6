/*
title = "Coverage of the tables"
grain = "One row a table, site (null: all of them) and unbroken run of days received. Exports of neighbouring months join; a site begins with its first row, and ends with its last if that lies more than 60 days before the end."
*/
insert into coverage
with
    spans as (
        select
            table_name,
            cast(date_trunc('month', covers_from) as date) as month_from,
            covers_from,
            covers_to
        from exports
        where table_name in (select unnest($dated)) and covers_from is not null
    ),
    ordered as (
        select
            *,
            max(covers_to) over (
                partition by table_name
                order by covers_from, covers_to
                rows between unbounded preceding and 1 preceding
            ) as received_before
        from spans
    ),
    numbered as (
        select
            *,
            count(*) filter (
                where received_before is null or month_from > received_before + interval 1 day
            ) over (partition by table_name order by covers_from, covers_to) as run
        from ordered
    ),
    runs as (
        select
            table_name,
            min(covers_from) as first_day,
            max(covers_to) as last_day
        from numbered
        group by table_name, run
    ),
    received_to as (
        select
            table_name,
            max(last_day) as last_day
        from runs
        group by table_name
    ),
    site_rows as (
        select
            table_name,
            site,
            min(day) as first_day,
            case
                when table_name in (select unnest($whole_months)) then last_day(max(day)) else max(day)
            end as last_day
        from (the_days)
        where site is not null
        group by table_name, site
    ),
    site_spans as (
        select
            table_name,
            site,
            site_rows.first_day,
            case
                when site_rows.last_day < received_to.last_day - interval 60 day
                    then site_rows.last_day
                else received_to.last_day
            end as last_day
        from site_rows
        inner join received_to using (table_name)
    )
select
    table_name,
    null as site,
    first_day,
    last_day
from runs
union all
select
    runs.table_name,
    site_spans.site,
    greatest(runs.first_day, site_spans.first_day) as first_day,
    least(runs.last_day, site_spans.last_day) as last_day
from runs
inner join site_spans
    on runs.table_name = site_spans.table_name
    and runs.first_day <= site_spans.last_day
    and runs.last_day >= site_spans.first_day
