/*
title = "Cells of a person"
grain = "One row a person named in a column of a table: in how many rows."
*/
select cast(the_column as text) as person, count(*) as cells
from the_table
where list_contains($people, cast(the_column as text))
group by all
