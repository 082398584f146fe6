/*
title = "Codes of words carried over"
grain = "Gives the code of today to each row with one of these layouts and raw words."
*/
update carried
set the_column = recoded.code
from (
    select
        unnest($layouts) as layout,
        unnest($raws) as raw,
        unnest($codes) as code
) as recoded
where
    carried.carried_layout is not distinct from recoded.layout
    and carried.the_raw is not distinct from recoded.raw
