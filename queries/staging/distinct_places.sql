/*
title = "Spellings of places"
grain = "One row a spelling in the warehouse."
*/
select distinct the_column as name from the_table where the_column is not null order by name
