/*
title = "A base with its closed months as they were when they closed"
grain = "One row a row counted."
*/
create or replace table the_base as
select *
from the_base
where not list_contains($months, date_trunc('month', happened_on)::date)
union all by name
from rows_that_closed
where list_contains($months, date_trunc('month', happened_on)::date)
