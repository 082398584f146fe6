/*
title = "What a column says"
grain = "One row a different cell of the column, an empty one too."
*/
select distinct the_column as cell from given
