/*
title = "Cells that name a patient"
grain = "One row a different cell, of those asked about, that holds a word of its own row's patient columns."
*/
select distinct the_column as cell
from given
where
    the_column in (select unnest($cells))
    and denied is not null
    and (
        list_has_any(denied_words(the_column), denied_words(denied))
        or holds_value_of(the_column, denied)
    )
