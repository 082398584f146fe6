/*
title = "Columns a table has in both generations"
grain = "One row a column, in today's order."
*/
select today.column_name
from duckdb_columns() as today
inner join
    duckdb_columns() as before
    on before.database_name = 'earlier'
    and before.table_name = today.table_name
    and before.column_name = today.column_name
where today.database_name = current_database() and today.table_name = $table_name
order by today.column_index
