/*
title = "Redacted words"
grain = "One row a cell of free text that lost something, with what is left of it."
*/
create or replace temp table redacted (row_number bigint, column_name text, words text)
