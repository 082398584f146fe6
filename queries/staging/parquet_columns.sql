/*
title = "Columns of a Parquet file"
grain = "One row a column, in its order."
*/
select column_name from (describe select * from read_parquet($path))
