/*
title = "Accept rows"
grain = "One row a row of the export that is new or replaces an older one."
*/
insert into the_table by name
select
    *,
    cast($export_id as uuid) as export_id
from staged
where
    row_number not in (select row_number from set_aside where outcome <> 'replaces')
