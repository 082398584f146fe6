/*
title = "Words a person confirmed"
grain = "One row a word that names nobody in the titles and labels of this home."
*/
create or replace temp table confirmed_words as
select distinct bare_word(word) as key
from (select unnest($words) as word)
