/*
title = "Word says another column alone"
severity = "warn"
reason = "{label} is not given, its word says the case type alone"
columns = ["cases.theme"]
*/
select row_number from given where list_contains($cells_of_another, the_column)
