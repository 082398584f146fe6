/*
title = "Words of the texts"
grain = "One row a word of a text, in order: what stands between it and the word before, and what the lists say of it."
*/
create or replace temp table text_words as
with
    split as (
        select
            row_number,
            column_name,
            denied_words(denied) as denied,
            regexp_extract_all(words, $word) as found
        from redacted
    ),
    texts as materialized (
        select
            row_number,
            column_name,
            denied,
            unnest(found) as gap_and_word,
            generate_subscripts(found, 1) as place
        from split
    ),
    -- Texts say the same words again and again: what lists say is asked once a word.
    parted as (
        select
            gap_and_word,
            regexp_extract(gap_and_word, $word, 1) as gap,
            regexp_extract(gap_and_word, $word, 2) as word
        from (select distinct gap_and_word from texts)
    ),
    different as (
        select
            *,
            bare_word(word) as key,
            regexp_matches(word, '^\p{Lu}') as is_capital,
            length(word) > 1 and word = upper(word) as is_all_capitals
        from parted
    ),
    judged as (
        select
            different.*,
            -- A figure is nobody's name, a single letter at most an initial.
            length(different.key) = 1 and different.is_capital as is_initial,
            coalesce(known.is_common or known.is_never, false)
            or place.key is not null
            or length(different.key) < 2
            or regexp_matches(different.key, '\d') as is_common,
            coalesce(known.is_never, false) as is_never,
            coalesce(known.is_first_name, false) as is_first_name,
            coalesce(known.is_surname, false) as is_surname,
            coalesce(known.is_eponym, false) as is_eponym,
            coalesce(known.is_noun, false) as is_noun,
            coalesce(known.is_title, false) as is_title,
            coalesce(known.is_before_any, false) as is_before_any,
            coalesce(known.is_before_capital, false) as is_before_capital,
            coalesce(known.is_before_surname, false) as is_before_surname,
            coalesce(known.is_particle, false) as is_particle,
            coalesce(known.is_after, false) as is_after,
            coalesce(known.is_belonging, false) as is_belonging,
            coalesce(colleague.is_last, false) as is_colleague_last,
            coalesce(colleague.is_first, false) as is_colleague_first
        from different
        left join known_words as known on known.key = different.key
        left join colleague_words as colleague on colleague.key = different.key
        left join place_words as place on place.key = different.key
    )
select
    texts.row_number,
    texts.column_name,
    texts.place,
    judged.* exclude (gap_and_word),
    coalesce(list_contains(texts.denied, judged.key), false) as is_own_patient
from texts
inner join judged on judged.gap_and_word = texts.gap_and_word
