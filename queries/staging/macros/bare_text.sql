/*
title = "A text without what may stand between figures"
grain = "Small letters without accents, spaces, apostrophes, hyphens, commas, points, carets or slashes."
*/
create or replace temp macro bare_text(words) as (
    translate(lower(strip_accents(words)), ' ''’-,./^', '')
)
