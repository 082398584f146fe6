/*
title = "The ledger as it stands"
grain = "One row a published number of closed periods: of those superseded the newest, of those withdrawn none."
*/
select entry, * exclude (entry, withdrawn)
from read_parquet($files)
qualify
    row_number() over (
        partition by measure, axis, grain, from_month, to_month, members, part order by entry desc
    )
    = 1
    and not withdrawn
order by measure, axis, from_month, grain, members, part
