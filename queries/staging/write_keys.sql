/*
title = "Keys of a table, written anew"
grain = "One row a row whose key columns changed."
*/
update the_table
set source_key = the_row_key
from exports
where exports.export_id = the_table.export_id and source_key <> the_row_key
