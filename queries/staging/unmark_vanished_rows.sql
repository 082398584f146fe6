/*
title = "Rows that are there again"
grain = "Takes the mark from each row that this export has."
*/
delete from vanished_rows
using the_table, staged
where
    vanished_rows.export_id = the_table.export_id
    and vanished_rows.row_number = the_table.row_number
    and the_table.source_key = staged.source_key
