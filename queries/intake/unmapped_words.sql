/*
title = "Words taken and not mapped yet"
grain = "One row a layout and raw word of one column that has no code, or only the one for words not mapped, and does not repeat the other column, which has one for it."
*/
select exports.layout, the_table.the_raw as word, count(*) as rows
from the_table
inner join exports using (export_id)
where
    the_table.the_raw is not null
    and (the_table.the_column is null or cast(the_table.the_column as text) = $unmapped)
    and not coalesce(
        the_table.the_other_raw = the_table.the_raw
        and cast(the_table.the_other as text) <> $other_unmapped,
        false
    )
group by exports.layout, the_table.the_raw
order by rows desc, word
