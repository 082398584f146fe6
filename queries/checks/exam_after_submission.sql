/*
title = "Exam after the case was submitted"
severity = "warn"
reason = "Exam date is after Submitted on"
tables = ["cases"]
*/
select row_number from staged where exam_on > submitted_on
