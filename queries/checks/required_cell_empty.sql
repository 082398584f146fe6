/*
title = "Required cell is empty"
severity = "reject"
reason = "{label} is empty; every row needs one."
columns = "required"
*/
select row_number from given where the_column is null
