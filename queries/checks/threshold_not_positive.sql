/*
title = "Target of nothing"
severity = "reject"
column = "threshold"
reason = "Threshold is not above 0."
tables = ["targets"]
*/
select row_number from staged where threshold <= 0
