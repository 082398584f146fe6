/*
title = "Cells of a list as words"
grain = "One row a cell of the list, numbered by its place; it has no patient columns."
*/
insert into redacted
select
    unnest(generate_series(1, len($cells))) as row_number,
    'cell' as column_name,
    unnest($cells) as words,
    unnest($cells) as before,
    null as denied,
    false as stands_for_all
