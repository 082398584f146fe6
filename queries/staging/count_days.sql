/*
title = "How many different dates"
grain = "One row."
*/
select count(*) as cells from different_days
