/*
title = "Targets, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    cast(metric_read.meaning as metric) as metric,
    metric_read.kept as metric_raw,
    read_number(given.threshold) as threshold,
    cast(period_read.meaning as period) as period,
    period_read.kept as period_raw,
    read_day(given.effective_from, $days.effective_from) as effective_from,
    read_day(given.effective_to, $days.effective_to) as effective_to,
    case
        when given.prorated is null then true else coalesce(read_yes_no(given.prorated), true)
    end as prorated
from given
left join
    readings as metric_read
    on metric_read.column_name = 'metric'
    and metric_read.cell is not distinct from given.metric
left join
    readings as period_read
    on period_read.column_name = 'period'
    and period_read.cell is not distinct from given.period
