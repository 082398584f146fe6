/*
title = "Units shown together, and since when"
grain = "One row a group of units that is shown as one."
*/
select
    axis,
    members,
    count(distinct measure) as measures,
    min(from_month) as first_month,
    max(to_month) as last_month
from ledger
where len(members) > 1
group by all
order by axis, first_month, members
