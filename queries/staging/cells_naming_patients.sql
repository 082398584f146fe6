/*
title = "Cells that name a patient"
grain = "One row a different cell, of those asked about, that holds a word of its own row's patient columns: in one of a few rows, or in most of many, since patients are called West too."
*/
select the_column as cell
from given
where the_column in (select unnest($cells))
group by the_column
having
    count(*) filter (
        where
            denied is not null
            and (
                list_has_any(denied_words(the_column), denied_words(denied))
                or holds_value_of(the_column, denied)
            )
    )
    > case when count(*) < $few then 0 else divide(count(*), 2) end
