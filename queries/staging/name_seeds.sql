/*
title = "Words that are names"
grain = "One row a word of a text: whether it is safe (a sign or a disease), and whose name it is (patient, name) if it is one."
*/
create or replace temp table named_words as
with
    around as (
        select
            *,
            -- An abbreviation is not a name nobody knows: CTPA, SBO.
            not (is_common or is_eponym or is_noun)
            and not (is_all_capitals and length(word) < 6 and not is_surname and not is_first_name)
            as is_unknown,
            gap in (' ', '-') as is_joined,
            lag(key) over text as before_key,
            lag(word) over text as before_word,
            coalesce(lag(is_title) over text, false) as before_title,
            coalesce(lag(is_before_any) over text, false) as before_any,
            coalesce(lag(is_before_capital) over text, false) as before_capital,
            coalesce(lag(is_before_surname) over text, false) as before_surname,
            coalesce(lag(is_particle) over text, false) as before_particle,
            coalesce(lag(is_particle, 2) over text, false) as second_particle,
            coalesce(lag(is_first_name and is_capital and not is_eponym) over text, false) as before_first,
            coalesce(lag(is_first_name) over text, false) as before_given,
            coalesce(lag(is_initial) over text, false) as before_initial,
            coalesce(lag(is_eponym) over text, false) as before_eponym,
            coalesce(lag(is_colleague_first) over text, false) as before_colleague,
            coalesce(lag(is_title, 2) over text, false) as second_title,
            coalesce(lag(is_noun, 2) over text, false) and lag(key) over text = 'of' as before_noun_of,
            coalesce(lag(is_before_any, 2) over text, false) as second_any,
            coalesce(lag(is_title or is_before_any, 3) over text, false) as third_cue,
            lead(gap) over text as next_gap,
            lead(word) over text as next_word,
            coalesce(lead(is_capital) over text, false) as next_capital,
            coalesce(lead(is_noun) over text, false) as next_noun,
            coalesce(lead(is_eponym) over text, false) as next_eponym,
            coalesce(lead(is_common or is_noun) over text, true) as next_common,
            coalesce(lead(is_first_name) over text, false) as next_first,
            coalesce(lead(is_surname) over text, false) as next_surname,
            coalesce(lead(is_initial) over text, false) as next_initial,
            coalesce(lead(is_after) over text, false) as next_after,
            coalesce(lead(is_belonging) over text, false) as next_belonging,
            coalesce(lead(is_colleague_first) over text, false) as next_colleague,
            coalesce(lead(is_noun, 2) over text, false) as second_noun,
            coalesce(lead(is_noun, 3) over text, false) as third_noun
        from text_words
        window text as (partition by row_number, column_name order by place)
    ),
    cued as (
        select
            *,
            before_title and (gap = ' ' or (gap in ('. ', '.') and length(before_word) < 5 and before_key <> 'miss')) as has_title,
            (before_any and regexp_full_match(gap, '[.,:]? ?[(:]?'))
            or (before_particle and is_joined and (second_any or second_title or (second_particle and third_cue))) as has_cue,
            before_capital and gap = ' ' as has_weak_cue,
            next_gap in (' ', '-') as goes_on
        from around
    ),
    judged as (
        select
            *,
            -- A Baker cyst, Hill-Sachs, a Legg-Calve-Perthes hip, Weber B.
            not has_title
            and (
                (
                    is_eponym
                    and (
                        (goes_on and next_noun)
                        or (goes_on and second_noun)
                        or (goes_on and next_eponym and (next_gap = '-' or not is_first_name))
                        or (is_joined and before_eponym and (gap = '-' or not before_given))
                        or (
                            next_gap = ' '
                            and regexp_full_match(next_word, '[A-Z]|\d[A-Ca-c]?|[IVX]+[A-Ca-c]?')
                        )
                    )
                )
                or (
                    is_capital
                    and not has_cue
                    and not before_first
                    and not is_colleague_last
                    and not is_own_patient
                    and (
                        (goes_on and next_noun)
                        or (next_gap = '-' and next_capital and second_noun)
                    )
                )
                -- The vein of Galen.
                or (is_capital and before_noun_of)
                or (is_capital and gap = '-' and next_noun and goes_on and not before_first)
            ) as is_safe
        from cued
    )
select
    row_number,
    column_name,
    place,
    gap,
    word,
    key,
    is_safe,
    is_capital,
    is_unknown,
    is_particle,
    is_initial,
    is_surname,
    is_first_name,
    is_never,
    is_colleague_first,
    case
        when is_safe or is_title
        then null
        when is_own_patient and (not is_common or is_capital or regexp_matches(key, '\d'))
        then 'patient'
        -- A colleague: not a surname that is also a word or a sign, unless somebody is meant.
        when is_colleague_last and not (is_common or is_eponym or is_noun)
        then 'name'
        when is_colleague_last and is_capital and (has_title or has_cue or has_weak_cue)
        then 'name'
        when is_colleague_last and before_colleague and is_joined
        then 'name'
        when is_colleague_last and next_colleague and next_gap = ', '
        then 'name'
        when is_colleague_first and is_capital and not (is_common or is_eponym or is_noun)
        then 'name'
        when is_never
        then null
        -- After a title. MR, DR, MS and miss are also other things.
        when
            has_title
            and is_capital
            and regexp_matches(before_word, '^\p{Lu}\p{Ll}')
            and before_key <> 'miss'
        then 'name'
        when has_title and is_unknown
        then 'name'
        when second_title and before_particle and is_capital
        then 'name'
        -- After a word that names follow.
        when has_cue and is_unknown
        then 'name'
        when has_cue and is_capital and is_first_name and not is_common and not is_eponym
        then 'name'
        when has_weak_cue and is_capital and is_unknown
        then 'name'
        when before_surname and gap = ' ' and is_capital and is_surname and not is_all_capitals
        then 'name'
        when before_surname and gap = ' ' and is_surname and is_unknown
        then 'name'
        -- Two words with capitals side by side: Grace Okafor; Okafor, Grace; J. Okafor.
        when is_capital and is_unknown and next_capital and goes_on and not next_common and not next_eponym
        then 'name'
        when
            is_capital
            and is_first_name
            and next_capital
            and next_gap = ' '
            and not next_common
            and not next_eponym
        then 'name'
        when before_first and is_joined and is_capital and is_unknown
        then 'name'
        when is_capital and is_unknown and next_capital and next_gap = ', ' and next_first and not next_common
        then 'name'
        when is_capital and is_unknown and is_surname and next_initial and next_gap in (' ', ', ')
        then 'name'
        when before_initial and gap in ('. ', '.') and is_capital and not is_common
        then 'name'
        when before_initial and gap = ' ' and is_capital and is_unknown
        then 'name'
        when
            is_first_name
            and is_unknown
            and next_gap = ' '
            and (next_surname or next_first)
            and not next_common
        then 'name'
        -- Okafor, 54, ...
        when
            is_capital
            and is_unknown
            and next_gap = ', '
            and regexp_full_match(next_word, '\d{1,3}(?:[MFmf]|yo|YO|y)?')
        then 'name'
        when
            is_capital
            and is_unknown
            and (
                (place = 1 and next_gap in (': ', ' - ', ' / ', ' -- '))
                or (next_gap = ' ' and regexp_full_match(next_word, '\d{1,3}(?:[MFmf]|yo|YO|y)'))
            )
        then 'name'
        -- Before what people do and own.
        when is_unknown and (is_capital or is_surname) and next_gap = ' ' and next_after
        then 'name'
        when
            is_unknown
            and (is_capital or is_surname)
            and next_gap = ' '
            and next_belonging
            and (regexp_matches(word, '[''’]s$') or is_surname)
        then 'name'
        -- Alone: names that are no word and no sign.
        when
            is_capital
            and is_unknown
            and (is_first_name or is_surname)
            and not (is_all_capitals and length(word) < 5)

        then 'name'
    end as whose
from judged
