/*
title = "Ledger rows of a measure"
grain = "One row a published period, group of units and part, on one axis."
*/
select
    from_month,
    to_month,
    grain,
    members,
    part,
    numerator,
    denominator,
    median,
    median_lower,
    median_upper,
    complete
from ledger
where measure = $measure and axis = $axis
order by from_month, to_month, members, part
