/*
title = "Share of full time out of range"
severity = "reject"
column = "fte"
reason = "FTE is not above 0 and at most 1; write half time as 0.5."
tables = ["radiologists"]
*/
select row_number from staged where fte <= 0 or fte > 1
