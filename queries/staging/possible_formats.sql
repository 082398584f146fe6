/*
title = "Formats that may read a date of a column"
grain = "One row a format."
*/
with
    formats as (select unnest($styles) as style, unnest($patterns) as pattern),
    -- Dates of one way of writing differ in their figures alone.
    shapes as (
        select any_value(cell) as cell
        from different_days
        group by regexp_replace(cell, '\d', '9', 'g')
    )
select style
from formats
where exists (select 1 from shapes where regexp_full_match(shapes.cell, formats.pattern))
