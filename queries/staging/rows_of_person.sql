/*
title = "Who is still known by an earlier pseudonym"
grain = "One row a row of one column."
*/
select the_column as person from the_table
