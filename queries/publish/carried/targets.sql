/*
title = "Targets"
grain = "One row a target and the time it is in force."
*/
select
    metric::text as metric,
    threshold,
    period::text as period,
    effective_from,
    effective_to,
    prorated
from warehouse.targets
order by metric, effective_from
