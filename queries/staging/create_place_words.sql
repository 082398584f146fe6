/*
title = "Words of places"
grain = "One row a word of the name of a site or section: known, though no list has it."
*/
create or replace temp table place_words as
with
    names as (select unnest($places) as name),
    words as (select unnest(regexp_extract_all(name, '[\p{L}\p{M}\p{N}]+(?:[''’]\p{L}+)*')) as word from names)
select distinct bare_word(word) as key
from words
