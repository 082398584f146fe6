/*
title = "Fewer than no cases discussed"
severity = "reject"
column = "cases_discussed"
reason = "Cases discussed is below 0."
tables = ["conferences"]
*/
select row_number from staged where cases_discussed < 0
