/*
title = "Words that may name somebody"
grain = "One row a cell of the column in a suspect row."
*/
insert into redacted
select
    row_number,
    $column_name as column_name,
    the_column as words,
    the_column as before,
    denied
from given
inner join suspect_rows using (row_number)
where the_column is not null
