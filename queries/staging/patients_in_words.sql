/*
title = "Words of a file's name that name its patients"
grain = "One row a word of the list that stands in the patient columns of a row."
*/
select distinct word
from (select unnest(words) as word from row_patients)
where list_contains($words, word)
