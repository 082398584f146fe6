/*
title = "Words of the patient columns"
grain = "A list of the words of a row's patient columns, in lower case, that are long enough to be looked for."
*/
create or replace temp macro denied_words(denied) as (
    list_filter(
        string_split(
            lower(
                replace(
                    replace(replace(replace(denied, ',', ' '), '^', ' '), '-', ' '), '.', ' '
                )
            ),
            ' '
        ),
        lambda word: length(word) > 2
    )
)
