/*
title = "How many rows"
grain = "One row."
*/
select count(*) as rows from the_table
