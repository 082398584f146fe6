/*
title = "Left before joining"
severity = "reject"
column = "left_on"
reason = "End date is before Start date."
tables = ["radiologists"]
*/
select row_number from staged where left_on < joined_on
