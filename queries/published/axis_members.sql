/*
title = "Units of each axis"
grain = "One row an axis and unit that some measure shows."
*/
select distinct axis, unnest(members) as member
from ledger
where axis <> 'all'
order by axis, member
