/*
title = "Receipts"
grain = "One row a file and table taken, the newest first."
*/
select
    exports.generation,
    exports.received_on,
    receipts.file,
    exports.sheet,
    exports.system,
    receipts.layout,
    receipts.table_name,
    receipts.read,
    receipts.accepted,
    receipts.rejected,
    receipts.duplicate,
    receipts.superseded,
    receipts.redacted,
    exports.covers_from,
    exports.covers_to,
    array_to_string(receipts.notes, '; ') as notes
from warehouse.receipts as receipts
join warehouse.exports as exports on exports.export_id = receipts.export_id
order by exports.generation desc, receipts.file, receipts.table_name
