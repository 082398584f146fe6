/*
title = "A cross where others are ticked"
grain = "Takes the meaning from each x of a column that has ticks: alone it is a yes, beside a tick it may be a no."
*/
update given
set the_column = 'x beside a tick'
where
    lower(the_column) = 'x'
    and exists (select 1 from given as others where others.the_column in ('✓', '✔', '☑'))
