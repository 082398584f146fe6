/*
title = "Neither yes nor no"
severity = "warn"
reason = "{label} is neither yes nor no; left empty"
columns = "yes_no"
*/
select row_number
from given
inner join staged using (row_number)
where given.the_column is not null and staged.the_column is null
