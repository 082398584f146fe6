/*
title = "Rows held back"
grain = "One row a base and closed month with rows that came, changed or went since it was published."
*/
select base, month_start, held from held order by month_start, base
