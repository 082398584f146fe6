/*
title = "The last day received"
grain = "One row for the run."
*/
select max(last_day) as last_day from warehouse.coverage
