/*
title = "Required date cannot be read"
severity = "reject"
reason = "{label} is not a date in the form the column is written in."
columns = "required day"
*/
select row_number
from given
inner join staged using (row_number)
where given.the_column is not null and staged.the_column is null
