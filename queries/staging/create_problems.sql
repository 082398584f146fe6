/*
title = "Problems"
grain = "One row a row of the export and check it failed."
*/
create or replace temp table problems (
    row_number bigint,
    column_name text,
    reason text,
    severity text
)
