/*
title = "Words of the patient columns"
grain = "A list of the words of a row's patient columns, as lists hold them, that are long enough to be looked for: three letters, or four figures."
*/
create or replace temp macro denied_words(denied) as (
    list_filter(
        regexp_extract_all(
            -- Each word as bare_word has it; few have an apostrophe.
            case
                when contains(denied, '''') or contains(denied, '’')
                then
                    regexp_replace(
                        regexp_replace(lower(strip_accents(denied)), '[''’]s\b', '', 'g'),
                        '[''’](\p{L})',
                        '\1',
                        'g'
                    )
                else lower(strip_accents(denied))
            end,
            '[\p{L}\p{M}\p{N}]{3,}'
        ),
        lambda word: case when length(word) > 3 then true else not regexp_full_match(word, '[0-9]*') end
    )
)
