/*
title = "Different dates of a column"
grain = "One row a different cell."
*/
create or replace temp table different_days as
select distinct day_part(the_column) as cell
from given
where the_column is not null
