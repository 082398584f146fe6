/*
title = "People of a roster"
grain = "One row a different set of names and numbers."
*/
select distinct the_columns from given order by all
