/*
title = "Patterns of the patient columns"
grain = "A list of patterns, each a whole value of a row's patient columns with anything but letters and figures between its parts: a name in both orders, a number however it is spaced."
*/
create or replace temp macro denied_patterns(denied) as (
    list_filter(
        list_distinct(
            flatten(
                list_transform(
                    string_split(lower(denied), chr(31)),
                    lambda value: [
                        array_to_string(
                            regexp_extract_all(value, '[\p{L}\p{M}]+|\d'),
                            '[ ,.^/_-]{0,2}'
                        ),
                        array_to_string(
                            list_reverse(regexp_extract_all(value, '[\p{L}\p{M}]+|\d+')),
                            '[ ,.^/_-]{0,2}'
                        )
                    ]
                )
            )
        ),
        lambda pattern: length(replace(pattern, '[ ,.^/_-]{0,2}', '')) > 4
    )
)
