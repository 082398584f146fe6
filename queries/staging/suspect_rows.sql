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
from single
where
    length(key) > 1
    and not regexp_matches(key, '\d')
    and (key not in (select key from plain) or key in (select key from colleague_words))
