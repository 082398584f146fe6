/*
title = "A year before and after each dated change"
grain = "One row an event."
*/
select
    events.happened_on,
    events.label,
    sum(ledger.numerator) filter (where ledger.to_month < events.happened_on) as before,
    sum(ledger.denominator) filter (where ledger.to_month < events.happened_on) as exams_before,
    sum(ledger.numerator) filter (where ledger.from_month >= events.happened_on) as after,
    sum(ledger.denominator) filter (where ledger.from_month >= events.happened_on) as exams_after
from events
join
    ledger
    on ledger.measure = 'learning_opportunities_per_1000_exams'
    and ledger.axis = 'all'
    and ledger.grain = 'month'
    and ledger.complete
    and ledger.from_month >= events.happened_on - interval 12 month
    and ledger.from_month < events.happened_on + interval 12 month
group by all
order by events.happened_on, events.label
