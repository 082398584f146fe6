/*
title = "Dates with a word in them"
grain = "One row a different cell."
*/
select distinct the_column as cell from given where regexp_matches(the_column, '\pL{3}')
