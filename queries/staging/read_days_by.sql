/*
title = "A format tried on a column"
grain = "One row: the different cells it reads as a day since 1990, and a fingerprint of those days."
*/
with days as (select cell, read_day(cell, [$style]) as day from different_days)
select
    count(*) filter (where day >= date '1990-01-01' and day < date '2200-01-01') as cells,
    bit_xor(hash(cell, day)) as fingerprint
from days
