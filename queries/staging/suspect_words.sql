/*
title = "Words that may name somebody"
grain = "One row a cell of the column that may name somebody by its own words, or its row's patient."
*/
insert into redacted
select
    row_number,
    $column_name as column_name,
    the_column as words,
    the_column as before,
    denied
from given
where
    the_column is not null
    and (
        the_column in (select cell from telling_cells)
        or row_number in (select row_number from rows_naming_patients)
    )
