/*
title = "One rule on a list of cells"
grain = "One row: the list with the rule's stand-in where its pattern is found."
*/
select list_transform($cells, lambda cell:regexp_replace(cell, $pattern, $by, 'g')) as cells
