/*
title = "Last line of an export"
grain = "One row: the number of its last row, empty if there is none below the header."
*/
select max(row_number) as row_number from given
