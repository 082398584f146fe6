/*
title = "Leave ends before it begins"
severity = "reject"
column = "to_on"
reason = "To is before From."
tables = ["leaves"]
*/
select row_number from staged where to_on < from_on
