/*
title = "Keep a vocabulary"
grain = "One row a code, in the order of the lists."
*/
insert into vocabularies
select
    $vocabulary,
    unnest($codes),
    unnest($labels),
    unnest($abouts),
    unnest(range(1, len($codes) + 1))
