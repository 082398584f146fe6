/*
title = "Rows that may name somebody"
grain = "One row a row of the export in whose free text a rule, a word of a name, or the row's own patient columns may find something."
*/
create or replace temp table suspect_rows as
with
    words as (
        select
            row_number,
            concat_ws(chr(10), the_columns) as words,
            denied
        from given
        where coalesce(the_columns) is not null
    ),
    single as (
        select
            row_number,
            unnest(string_split(translate(lower(strip_accents(words)), $marks, $spaces), ' ')) as key
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
where
    regexp_matches(words, $any_rule)
    or (
        denied is not null
        and (names_one_of(words, denied) or holds_value_of(words, denied))
    )
union
select row_number
from lettered
where
    not exists (select 1 from plain where plain.key = lettered.key)
    or key in (select key from colleague_words)
