/*
title = "Cells given and cells read"
grain = "One row: how many rows the export has, how many of them have a cell in the column, and in how many it was read."
*/
select
    (select count(*) from given) as given_rows,
    (select count(the_column) from given) as given_cells,
    (select count(the_column) from staged) as read_cells
