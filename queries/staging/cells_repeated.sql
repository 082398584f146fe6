/*
title = "Cells that only repeat another column"
grain = "One row a different cell of the column that every row having it has in the other column too."
*/
select the_column
from given
where list_contains($cells, the_column)
group by the_column
having bool_and(the_column is not distinct from the_other)
order by the_column
