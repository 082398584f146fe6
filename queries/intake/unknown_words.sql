/*
title = "Words of a dropped file that are not known"
grain = "One row a word of the column: how many rows have it."
*/
select the_column as word, count(*) as rows
from given
where list_contains($unknown_cells, the_column)
group by the_column
order by rows desc, word
