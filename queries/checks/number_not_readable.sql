/*
title = "Number cannot be read"
severity = "reject"
reason = "{label} is not a number, or not a whole one where things are counted."
columns = "number"
*/
select row_number
from given
inner join staged using (row_number)
where given.the_column is not null and staged.the_column is null
