/*
title = "What is left of the cells"
grain = "One row: the list of cells in their order, each as the rules left it."
*/
select list(words order by row_number) as cells from redacted
