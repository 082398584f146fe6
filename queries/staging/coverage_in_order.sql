/*
title = "Coverage, in order"
grain = "One row a table, site and run of days."
*/
select table_name, site, first_day, last_day from coverage order by all
