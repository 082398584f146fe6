/*
title = "Word is not mapped"
severity = "warn"
reason = "{label} is a word its vocabulary does not know; kept as it is, not mapped"
columns = "optional vocabulary"
*/
select row_number from given where the_column in (select unnest($unknown_cells))
