/*
title = "Required word is not known"
severity = "reject"
reason = "{label} is a word its vocabulary does not know; add it to the layout's values."
columns = "required vocabulary"
*/
select row_number
from given
inner join staged using (row_number)
where given.the_column is not null and staged.the_column is null
