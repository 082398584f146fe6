/*
title = "Rows carried over"
grain = "One row a row of the earlier generation, its codes as text, the layout it came by beside it."
*/
create or replace temp table carried as
with
    rows as (
        select the_expressions
        from earlier.main.the_table
    )
select
    rows.*,
    exports.layout as carried_layout
from rows
left join earlier.main.exports as exports using (export_id)
