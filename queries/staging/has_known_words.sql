/*
title = "Whether the lists are read"
grain = "One row: 1 once known_words is there."
*/
select count(*) as tables from duckdb_tables() where table_name = 'known_words'
