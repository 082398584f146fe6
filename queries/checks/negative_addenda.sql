/*
title = "Fewer than no addenda"
severity = "reject"
column = "addenda"
reason = "Addenda is below 0."
tables = ["exam_volumes"]
*/
select row_number from staged where addenda < 0
