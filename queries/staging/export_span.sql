/*
title = "Days an export spans"
grain = "One row: its first and last day and how many rows it has."
*/
select min(the_day) as first_day, max(the_day) as last_day, count(*) as rows
from staged
where row_number not in (select row_number from set_aside where outcome = 'rejected')
