/*
title = "Target ends before it begins"
severity = "reject"
column = "effective_to"
reason = "Effective to is before Effective from."
tables = ["targets"]
*/
select row_number from staged where effective_to < effective_from
