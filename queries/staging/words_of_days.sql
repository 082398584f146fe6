/*
title = "Words in the dates of a column"
grain = "One row a different word of three letters or more."
*/
select distinct unnest(regexp_extract_all(lower(the_column), '\pL{3,}')) as word
from given
where regexp_matches(the_column, '\pL{3}')
