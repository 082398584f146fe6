/*
title = "What was withdrawn"
grain = "One row a measure, axis and year of which an audit took numbers back."
*/
select distinct measure, axis, year(from_month)::integer as year
from read_parquet($files)
where withdrawn
