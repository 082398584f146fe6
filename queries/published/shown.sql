/*
title = "What is shown"
grain = "One row a measure, axis, year and grain."
*/
select
    measure,
    axis,
    year(from_month)::integer as year,
    grain,
    count(distinct members)::integer as groups,
    coalesce(max(len(members)) filter (where len(members) > 1), 0)::integer as merged_units,
    count(*)::integer as rows
from ledger
group by all
order by all
