/*
title = "Write readings"
grain = "One row a different cell of one column; the lists are of equal length."
*/
insert into readings
select
    $column_name,
    unnest($cells),
    unnest($meanings),
    unnest($kept)
