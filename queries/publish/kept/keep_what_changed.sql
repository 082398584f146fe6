/*
title = "What came, changed or went in a base"
grain = "One row a row that is not as it was when its month closed: as it is now, and as it was."
*/
create or replace table the_changed as
select *
from the_base
where
    list_contains($months, date_trunc('month', happened_on)::date)
    and hash(the_columns) not in (select hash(the_columns) from rows_that_closed)
union all by name
select *
from rows_that_closed
where
    list_contains($months, date_trunc('month', happened_on)::date)
    and hash(the_columns) not in (select hash(the_columns) from the_base)
