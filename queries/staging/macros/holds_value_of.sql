/*
title = "Whether words hold a whole value of the patient's"
grain = "True if a text contains a value of the row's patient columns, however it is spaced."
*/
create or replace temp macro holds_value_of(words, denied) as (
    len(
        list_filter(
            string_split(bare_text(denied), chr(31)),
            lambda value: length(value) > 4 and contains(bare_text(words), value)
        )
    )
    > 0
)
