/*
title = "Cells that may name somebody"
grain = "One row a different cell of free text in which a rule or a word of a name may find something, whoever the patient of its row is."
*/
create or replace temp table telling_cells as
with
    -- Factors and states are the same few texts over and over: each is looked through once.
    cells as materialized (
        select cell, strip_accents(lower(cell)) as small
        from (select distinct unnest([the_columns]) as cell from given)
        where cell is not null
    ),
    single as (
        select cell, unnest(string_split(translate(small, $marks, $spaces), ' ')) as key
        from cells
    ),
    -- Of a word with figures in a published text its letters count, if they may be a name.
    lettered as (
        select cell, key
        from single
        where length(key) > 1 and not regexp_matches(key, '\d')
        union all
        select cell, regexp_replace(key, '\d', '', 'g') as key
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
select cell
from cells
where regexp_matches(cell, $any_rule)
union
select cell
from lettered
where
    not exists (select 1 from plain where plain.key = lettered.key)
    or key in (select key from colleague_words)
