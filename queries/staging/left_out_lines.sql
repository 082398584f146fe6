/*
title = "Lines that are no rows"
grain = "One row a reason: repeated headings, totals at the foot, lines with nothing in a known column or beyond the last; and how many."
*/
select coalesce(left_out, 'blank') as why, count(*) as lines
from given
where left_out is not null or (coalesce(the_columns) is null and not overflows)
group by why
order by why
