/*
title = "Days of a table that has no sites"
grain = "One row a row."
*/
select $the_table_name as table_name, cast(null as text) as site, the_day as day from the_table
