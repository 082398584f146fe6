/*
title = "Rostered radiologists"
grain = "One row a month: how many were present, by the home's system."
*/
select
    happened_on as month_start,
    count(*) as rostered,
    count(*) filter (where peer_learning_months > 0) as in_peer_learning
from radiologist_periods
where grain = 'month'
group by happened_on
order by happened_on
