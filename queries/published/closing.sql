/*
title = "How far periods have closed"
grain = "One row a base."
*/
select base, last_month, closing_days, is_kept from closing order by base
