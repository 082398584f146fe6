/*
title = "Keep a receipt"
grain = "One row an export."
*/
insert into receipts by name
select
    cast($export_id as uuid) as export_id,
    $file as file,
    $layout as layout,
    $table_name as table_name,
    $read as read,
    $accepted as accepted,
    $rejected as rejected,
    $duplicate as duplicate,
    $superseded as superseded,
    $redacted as redacted,
    cast($notes as text[]) as notes
