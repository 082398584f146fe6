/*
title = "One row a key"
grain = "Takes out all but the newest row of a key, where two people turned out to be one."
*/
delete from the_table
where
    rowid in (
        select rowid
        from the_table
        qualify row_number() over (partition by source_key order by rowid desc) > 1
    )
