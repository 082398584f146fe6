/*
title = "Rejected rows"
grain = "One row a row that was not taken: where it stood and why, never what it said; its column as people call it."
*/
select
    rejected.file,
    rejected.row_number,
    coalesce(labels.label, rejected.column_name) as column_name,
    rejected.reason
from warehouse.rejected_rows as rejected
left join warehouse.exports as exports on exports.export_id = rejected.export_id
left join
    column_labels as labels
    on labels.table_name = exports.table_name
    and labels.column_name = rejected.column_name
order by rejected.file, rejected.row_number
