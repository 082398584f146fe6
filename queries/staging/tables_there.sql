/*
title = "Tables there are"
grain = "One row a table: a generation of an earlier program may lack some of today's."
*/
select table_name from duckdb_tables() where not internal
