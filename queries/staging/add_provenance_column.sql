/*
title = "Provenance"
grain = "Adds one column that says which export and row a row came from."
*/
alter table the_table add column the_column the_type
