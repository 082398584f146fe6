/*
title = "Fewer than no exams"
severity = "reject"
column = "exams"
reason = "Exams is below 0."
tables = ["exam_volumes"]
*/
select row_number from staged where exams < 0
