/*
title = "Person is not on the roster"
severity = "warn"
reason = "{label} is on no roster; counted under a pseudonym of their own"
columns = "person"
*/
select row_number from staged where the_column in (select cast(unnest($strangers) as uuid))
