/*
title = "Required cell says nothing"
severity = "reject"
reason = "{label} has no letter or figure in it."
columns = "required person place"
*/
select row_number
from given
inner join staged using (row_number)
where given.the_column is not null and staged.the_column is null
