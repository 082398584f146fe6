/*
title = "Which system runs where"
grain = "One row a site, system (peer_learning, scored_review) and month in which the system runs there."
happened = "the month"
covered_by = []
note = "Peer learning begins with the site's go-live event; without any go-live event, with the site's first case. Scored review ends with the month before peer learning begins at the site."
*/
with
    spans as (
        select
            site,
            case table_name when 'cases' then 'peer_learning' else 'scored_review' end as system,
            date_trunc('month', min(first_day))::date as first_month,
            max(last_day) as last_day
        from warehouse.coverage
        where site is not null and table_name in ('cases', 'reviews')
        group by site, table_name
    ),
    go_lives as (
        select site, date_trunc('month', min(happened_on))::date as go_live_month
        from warehouse.events
        where event_kind = 'go_live'
        group by site
    ),
    starts as (
        select
            spans.site,
            spans.last_day,
            case
                when (select count(*) from go_lives) = 0
                then spans.first_month
                else least(at_site.go_live_month, everywhere.go_live_month)
            end as first_month
        from spans
        left join go_lives as at_site on at_site.site = spans.site
        left join go_lives as everywhere on everywhere.site is null
        where spans.system = 'peer_learning'
    ),
    runs as (
        select site, 'peer_learning' as system, first_month, last_day
        from starts
        where first_month is not null
        union all by name
        select
            spans.site,
            spans.system,
            spans.first_month,
            least(spans.last_day, coalesce(starts.first_month - 1, spans.last_day)) as last_day
        from spans
        left join starts on starts.site = spans.site
        where spans.system = 'scored_review'
    )
select
    site,
    system,
    unnest(generate_series(first_month::timestamp, last_day::timestamp, interval 1 month))::date
    as happened_on
from runs
