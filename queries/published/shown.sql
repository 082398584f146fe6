/*
title = "What is shown"
grain = "One row a measure, axis, year and grain, with the rows of its base that are held in that year."
*/
with
    held_in_year as (
        select base, year(month_start)::integer as year, sum(held)::integer as held
        from held
        group by all
    )
select
    ledger.measure,
    ledger.axis,
    year(ledger.from_month)::integer as year,
    ledger.grain,
    count(distinct ledger.members)::integer as groups,
    coalesce(max(len(ledger.members)) filter (where len(ledger.members) > 1), 0)::integer
    as merged_units,
    count(*)::integer as rows,
    coalesce(any_value(held_in_year.held), 0)::integer as held
from ledger
left join
    held_in_year
    on held_in_year.base = ledger.base
    and held_in_year.year = year(ledger.from_month)::integer
group by all
order by all
