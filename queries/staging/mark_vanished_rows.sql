/*
title = "Mark the rows that vanished"
grain = "One row a row that this export is the first to lack."
*/
insert into vanished_rows
select
    export_id,
    row_number,
    cast($export_id as uuid) as gone_from
from vanished
where
    (export_id, row_number)
    not in (select (export_id, row_number) from vanished_rows)
