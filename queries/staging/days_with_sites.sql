/*
title = "Days of a table, by site"
grain = "One row a row."
*/
select $the_table_name as table_name, site, the_day as day from the_table
