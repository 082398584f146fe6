/*
title = "What is published of each measure"
grain = "One row a measure and axis."
*/
select
    measures.title,
    ledger.axis,
    string_agg(distinct ledger.grain, ', ' order by ledger.grain) as grains,
    count(*) as ledger_rows,
    min(ledger.from_month) as first_month,
    max(ledger.to_month) as last_month
from ledger
join measures on measures.name = ledger.measure
group by all
order by measures.title, ledger.axis
