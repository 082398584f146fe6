/*
title = "Targets as they are kept"
grain = "One row a target and the time it is in force, its words as they came."
*/
select
    coalesce(metric_raw, cast(metric as text)) as metric,
    threshold,
    coalesce(period_raw, cast(period as text)) as period,
    effective_from,
    effective_to,
    prorated
from targets
order by effective_from desc, metric
