/*
title = "Formats tried on the first rows"
grain = "One row: how many of the first thousand filled cells of a column there are, and how many the formats read."
*/
with
    first_cells as (
        select the_column as cell
        from given
        where the_column is not null
        order by row_number
        limit 1000
    ),
    days as (select read_day(cell, $styles) as day from first_cells)
select
    count(*) as cells,
    count(*) filter (where day >= date '1990-01-01' and day < date '2200-01-01') as read
from days
