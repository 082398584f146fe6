/*
title = "Rows held back"
grain = "One row a base and closed month in which rows came, changed or went since it was published: how many."
*/
select base::text as base, month_start::date as month_start, held::bigint as held
from held_rows
order by base, month_start
