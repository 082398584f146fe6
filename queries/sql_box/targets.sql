/*
title = "targets"
grain = "One row a target and the time it is in force."

[columns]
metric = "what is aimed at"
threshold = "how much"
period = "in which span"
effective_from = "first day in force"
effective_to = "last day; empty means still"
prorated = "lowered for part-time work and leave"
*/
create table targets as
select
    metric,
    threshold,
    period,
    effective_from::date as effective_from,
    effective_to::date as effective_to,
    prorated
from source.targets
order by metric, effective_from
