/*
title = "Why rows are rejected"
grain = "One row a reason: how many rows of the table being taken it rejects, and the first of them; the most frequent first."
*/
select reason, count(distinct row_number) as rows, min(row_number) as first_row
from problems
where severity = 'reject'
group by reason
order by rows desc, first_row, reason
limit 5
