/*
title = "Cells given and cells read"
grain = "One row: how many rows of the export have a cell in the column, and in how many it was read."
*/
select
    (select count(the_column) from given) as given_cells,
    (select count(the_column) from staged) as read_cells
