/*
title = "Words nobody confirmed"
grain = "Marks the words of published columns that no list knows."
*/
update named_words
set whose = 'unconfirmed'
where
    column_name in (select unnest($columns))
    and whose is null
    and is_unknown
    and length(key) > 1
