/*
title = "The roster's names"
grain = "One row a word of a name on the roster: whether it is a first name, a last name or both."
*/
create or replace temp table colleague_words as
select
    bare_word(word) as key, bool_or(is_last) as is_last, bool_or(not is_last) as is_first
from (select unnest($names) as word, unnest($are_last) as is_last)
where length(word) > 2
group by key
