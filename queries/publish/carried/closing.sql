/*
title = "How far periods have closed"
grain = "One row a base: its last closed month, and how many days after its end a month closes, and whether what is published is kept."
*/
select base, last_month, closing_days, is_kept from closing order by base
