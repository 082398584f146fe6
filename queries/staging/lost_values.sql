/*
title = "Rows that lose what a column said"
grain = "One row: how many rows said something in the column, and say nothing in the version that replaces them."
*/
select $the_label as label, count(*) as rows
from the_table as before
inner join set_aside on set_aside.source_key = before.source_key and set_aside.outcome = 'replaces'
inner join staged on staged.row_number = set_aside.row_number
where before.the_column is not null and staged.the_column is null
