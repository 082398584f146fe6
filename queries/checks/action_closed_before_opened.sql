/*
title = "Closed before it was opened"
severity = "reject"
column = "closed_on"
reason = "Closed is before Opened."
tables = ["actions"]
*/
select row_number from staged where closed_on < opened_on
