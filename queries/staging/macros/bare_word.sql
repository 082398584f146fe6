/*
title = "A word as lists hold it"
grain = "Small letters without accents, apostrophes or a final 's."
*/
create or replace temp macro bare_word(word) as (
    replace(
        replace(regexp_replace(lower(strip_accents(word)), '[''’]s$', ''), '''', ''), '’', ''
    )
)
