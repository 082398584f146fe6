/*
title = "First time a file was received"
grain = "One row: the day, empty if this file is new."
*/
select min(received_on) as received_on
from exports
where file_hash = $file_hash and table_name = $table_name
