/*
title = "Words of the patient columns"
grain = "A list of the words of a row's patient columns, as lists hold them, that are long enough to be looked for: three letters, or four figures."
*/
create or replace temp macro denied_words(denied) as (
    list_filter(
        list_transform(
            regexp_extract_all(denied, '[\p{L}\p{M}\p{N}]+(?:[''’]\p{L}+)*'),
            lambda word: bare_word(word)
        ),
        lambda word: length(word) > 3
        or (length(word) = 3 and not regexp_full_match(word, '\d+'))
    )
)
