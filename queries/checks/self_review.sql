/*
title = "Reviewed one's own report"
severity = "warn"
reason = "reviewer and reviewed radiologist are the same person"
tables = ["reviews"]
*/
select row_number from staged where reviewing_radiologist = interpreting_radiologist
