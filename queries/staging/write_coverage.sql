/*
title = "Coverage of a table"
grain = "One row a site (null: all of them) and unbroken run of days received. Exports of neighbouring months join; a site begins with its first row, and ends with its last if that lies more than 60 days before the end."
*/
insert into coverage
with
    spans as (
        select
            cast(date_trunc('month', covers_from) as date) as month_from,
            covers_from,
            covers_to
        from exports
        where table_name = $table_name and covers_from is not null
    ),
    ordered as (
        select
            *,
            max(covers_to) over (
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
            ) over (order by covers_from, covers_to) as run
        from ordered
    ),
    runs as (
        select
            min(covers_from) as first_day,
            max(covers_to) as last_day
        from numbered
        group by run
    ),
    received_to as (
        select max(last_day) as last_day
        from runs
    ),
    site_rows as (
        select
            site,
            min(day) as first_day,
            case when $whole_months then last_day(max(day)) else max(day) end as last_day
        from (the_days)
        where site is not null
        group by site
    ),
    site_spans as (
        select
            site,
            site_rows.first_day,
            case
                when site_rows.last_day < received_to.last_day - interval 60 day
                    then site_rows.last_day
                else received_to.last_day
            end as last_day
        from site_rows
        cross join received_to
    )
select
    $table_name as table_name,
    null as site,
    first_day,
    last_day
from runs
union all
select
    $table_name as table_name,
    site_spans.site,
    greatest(runs.first_day, site_spans.first_day) as first_day,
    least(runs.last_day, site_spans.last_day) as last_day
from runs
inner join site_spans
    on runs.first_day <= site_spans.last_day and runs.last_day >= site_spans.first_day
