/*
title = "Rows an export no longer has"
grain = "One row a row of the same system, on the days this export spans, that is not in it; it is kept."
*/
create or replace temp table vanished as
select
    the_table.export_id,
    the_table.row_number
from the_table
inner join exports using (export_id)
where
    exports.system = $system
    and the_day between $first_day and $last_day
    and source_key not in (select source_key from staged)
