/*
title = "Patients of the rows"
grain = "One row a row of the export whose patient columns say something: their words, and their whole values without what may stand between figures."
*/
create or replace temp table row_patients as
select
    row_number,
    denied_words(denied) as words,
    list_filter(string_split(bare_text(denied), chr(31)), lambda value: length(value) > 4) as own_values
from given
where denied is not null
