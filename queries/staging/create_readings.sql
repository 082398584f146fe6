/*
title = "Readings"
grain = "One row a column and different cell: what it means to us, and what of it is kept."
*/
create or replace temp table readings (column_name text, cell text, meaning text, kept text)
