/*
title = "Texts without names"
grain = "Puts [name] or [patient] where a text has words that are names."
*/
update redacted
set words = regexp_replace(
        regexp_replace(
            rewritten.words || regexp_extract(redacted.words, '[^\p{L}\p{M}\p{N}]*$'),
            '(\[patient\])(?:(?:,? |-)\[(?:name|patient)\])+',
            '[patient]',
            'g'
        ),
        '(\[name\])(?:(?:,? |-)\[name\])+',
        '[name]',
        'g'
    )
from
    (
        select
            row_number,
            column_name,
            string_agg(
                gap || case
                    when whose is null then word
                    else
                        '['
                        || whose
                        || ']'
                        || regexp_extract(word, '[''’]s$')
                end,
                ''
                order by place
            ) as words
        from named_words
        group by row_number, column_name
        having count(whose) > 0
    ) as rewritten
where
    rewritten.row_number = redacted.row_number
    and rewritten.column_name = redacted.column_name
