/*
title = "Keep where rows came from"
grain = "One row an export and table."
*/
insert into exports by name
select
    cast($export_id as uuid) as export_id,
    $file as file,
    $sheet as sheet,
    $file_hash as file_hash,
    $bytes as bytes,
    $layout as layout,
    $layout_hash as layout_hash,
    $system as system,
    $table_name as table_name,
    $generation as generation,
    cast($received_on as date) as received_on,
    cast($covers_from as date) as covers_from,
    cast($covers_to as date) as covers_to
