/*
title = "Closed months"
grain = "One row a base and month of which something was published, with the newest entry that has its rows."
*/
select base, month_start, max(entry) as entry from read_parquet($files) group by all order by all
