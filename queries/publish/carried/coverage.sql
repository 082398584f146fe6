/*
title = "Coverage"
grain = "One row a table and site: the first and last day received."
*/
select table_name, site, first_day, last_day from warehouse.coverage order by table_name, site
