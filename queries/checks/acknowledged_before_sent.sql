/*
title = "Acknowledged before it was sent"
severity = "reject"
column = "acknowledged_on"
reason = "Feedback acknowledged is before feedback sent."
tables = ["feedback"]
*/
select row_number from staged where acknowledged_on < sent_on
