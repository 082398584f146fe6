/*
title = "Cells that name a patient"
grain = "One row a different cell, of those asked about, that holds a word of its own row's patient columns: in one of a few rows, or in most of many, since patients are called West too."
*/
with
    cells as materialized(
        select cell, denied_words(cell) as words, bare_text(cell) as bare
        from (select unnest($cells) as cell)
    ),
    counted as (
        select
            cells.cell,
            count(*) as rows,
            count(*) filter (
                where
                    list_has_any(cells.words, own.words)
                    or len(list_filter(own.own_values, lambda value:contains(cells.bare, value)))
                    > 0
            ) as naming
        from given
        inner join cells on cells.cell = given.the_column
        left join row_patients as own on own.row_number = given.row_number
        group by cells.cell
    )
select cell
from counted
where naming > case when rows < $few then 0 else divide(rows, 2) end
