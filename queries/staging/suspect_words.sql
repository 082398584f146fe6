/*
title = "Words that may name somebody"
grain = "One row a cell of the column that may name its row's patient; of those that may name somebody else by their own words, one for all that say the same."
*/
insert into redacted
select
    row_number,
    $column_name as column_name,
    the_column as words,
    the_column as before,
    denied,
    false as stands_for_all
from given
where the_column is not null and row_number in (select row_number from rows_naming_patients)
union all
select
    min(row_number) as row_number,
    $column_name as column_name,
    the_column as words,
    the_column as before,
    null as denied,
    true as stands_for_all
from given
where
    the_column in (select cell from telling_cells)
    and row_number not in (select row_number from rows_naming_patients)
group by the_column
