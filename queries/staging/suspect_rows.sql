/*
title = "Rows that may name somebody"
grain = "One row a row of the export in whose free text a rule, a word of a name, or the row's own patient columns may find something."
*/
create or replace temp table suspect_rows as
with
    words as materialized (
        select row_number, words, strip_accents(lower(words)) as small
        from
            (
                select row_number, concat_ws(chr(10), the_columns) as words
                from given
                where coalesce(the_columns) is not null
            )
    ),
    of_patients as materialized (
        select
            words.row_number,
            translate(words.small, ' ''’-,./^', '') as bare,
            row_patients.words,
            row_patients.own_values
        from words
        inner join row_patients on row_patients.row_number = words.row_number
    ),
    single as (
        select row_number, unnest(string_split(translate(small, $marks, $spaces), ' ')) as key
        from words
    ),
    -- Of a word with figures in a published text its letters count, if they may be a name.
    lettered as (
        select row_number, key
        from single
        where length(key) > 1 and not regexp_matches(key, '\d')
        union all
        select row_number, regexp_replace(key, '\d', '', 'g') as key
        from single
        where
            $is_published
            and regexp_matches(key, '\d')
            and length(regexp_replace(key, '\d', '', 'g')) > 3
    ),
    -- A word that cannot be somebody's name unless a title or a capital says so.
    plain as (
        select key
        from known_words
        where is_common or is_eponym or is_noun or is_never
    )
select row_number
from words
where regexp_matches(words, $any_rule)
union
select row_number
from of_patients
where
    len(list_filter(words, lambda word: contains(bare, word))) > 0
    or len(list_filter(own_values, lambda value: contains(bare, value))) > 0
union
select row_number
from lettered
where
    not exists (select 1 from plain where plain.key = lettered.key)
    or key in (select key from colleague_words)
