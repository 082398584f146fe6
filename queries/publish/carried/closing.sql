/*
title = "How far periods have closed"
grain = "One row a base: its last closed month, and how many days after its end a month closes."
*/
select base, last_month, closing_days from closing order by base
