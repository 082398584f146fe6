/*
title = "One person, two pseudonyms"
grain = "Gives each row of somebody met before the roster named them to the person on the roster."
*/
update the_table
set the_column = renamed.new_id
from (
    select
        cast(unnest($old) as uuid) as old_id,
        cast(unnest($new) as uuid) as new_id
) as renamed
where the_column = renamed.old_id
