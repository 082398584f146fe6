/*
title = "Words that tell nothing"
grain = "One row a word that cannot be somebody's name unless a title or a capital says so: it is known, and no name of the roster."
*/
create or replace temp table plain_words as
select key
from known_words
where is_common or is_eponym or is_noun or is_never
except
select key
from colleague_words
