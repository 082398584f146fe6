/*
title = "Rows that may name somebody"
grain = "One row a row of the export in whose free text a rule, or the row's own patient columns, may find something."
*/
create or replace temp table suspect_rows as
with
    words as (
        select
            row_number,
            concat_ws(chr(10), the_columns) as words,
            denied
        from given
        where coalesce(the_columns) is not null
    )
select row_number
from words
where
    regexp_matches(words, $any_rule)
    or (denied is not null and names_one_of(lower(words), denied))
