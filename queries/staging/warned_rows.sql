/*
title = "Warnings"
grain = "One row a warning and how many rows it is about."
*/
select reason, count(*) as rows
from problems
where severity = 'warn'
group by reason
order by reason
