/*
title = "Rows an export no longer has"
grain = "One row: how many rows of the same system, on the days this export spans, are not in it; they are kept."
*/
select count(*) as rows
from the_table
inner join exports using (export_id)
where
    exports.system = $system
    and the_day between $first_day and $last_day
    and source_key not in (select source_key from staged)
