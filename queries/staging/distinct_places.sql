/*
title = "Spellings of places"
grain = "One row a spelling of one table."
*/
select distinct $place as place, the_column as name from the_table where the_column is not null
