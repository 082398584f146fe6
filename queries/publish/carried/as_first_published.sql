/*
title = "What a restatement left"
grain = "One row a measure, axis and period whose numbers stand as first published, though the period was restated."
*/
select distinct
    measure::text as measure,
    axis::text as axis,
    from_month::date as from_month,
    to_month::date as to_month
from left_rows
order by measure, axis, from_month, to_month
