/*
title = "First time a file was received"
grain = "One row: the first day this very file was received, empty if it is new; and whether this layout has read it."
*/
select
    min(received_on) as received_on,
    coalesce(bool_or(layout_hash = $layout_hash), false) as read_alike
from exports
where file_hash = $file_hash and table_name = $table_name
