/*
title = "Days of a table, by site"
grain = "One row a row."
*/
select site, the_day as day from the_table
