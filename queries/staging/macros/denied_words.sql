/*
title = "Words of the patient columns"
grain = "A list of the words of a row's patient columns that are long enough to be looked for."
*/
create or replace temp macro denied_words(denied) as (
    list_filter(
        string_split_regex(lower(denied), '[^\p{L}\p{N}]+'), lambda word: length(word) > 2
    )
)
