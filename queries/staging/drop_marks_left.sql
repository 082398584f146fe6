/*
title = "Marks of rows that are no more"
grain = "Takes out the mark of each row of the table that another took the place of."
*/
delete from vanished_rows
where
    export_id in (select export_id from exports where table_name = $table_name)
    and (export_id, row_number) not in (select (export_id, row_number) from the_table)
