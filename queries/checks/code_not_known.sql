/*
title = "Required word is not known"
severity = "reject"
reason = "{label} is a word its vocabulary does not know; map it on the Data page, or under values in the layout."
columns = "required vocabulary"
*/
select row_number
from given
inner join staged using (row_number)
where given.the_column is not null and staged.the_column is null
