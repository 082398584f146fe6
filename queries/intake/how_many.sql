/*
title = "How many records a table has"
grain = "One row."
*/
select count(*) as records from the_table
