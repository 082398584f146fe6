/*
title = "Words that may name somebody"
grain = "One row a cell of the column that a rule, or the row's own patient columns, may take something out of."
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
        regexp_matches(the_column, $any_rule)
        or (denied is not null and names_one_of(lower(the_column), denied))
    )
