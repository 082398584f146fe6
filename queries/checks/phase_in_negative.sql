/*
title = "Phase-in below nothing"
severity = "reject"
column = "phase_in_months"
reason = "Phase-in months is below 0."
tables = ["events"]
*/
select row_number from staged where phase_in_months < 0
