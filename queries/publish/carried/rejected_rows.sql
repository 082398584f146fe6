/*
title = "Rejected rows"
grain = "One row a row that was not taken: where it stood and why, never what it said."
*/
select file, row_number, column_name, reason from warehouse.rejected_rows order by file, row_number
