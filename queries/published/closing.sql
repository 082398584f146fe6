/*
title = "How far periods have closed"
grain = "One row a base."
*/
select base, last_month, closing_days from closing order by base
