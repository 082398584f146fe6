/*
title = "Score without a or b"
severity = "warn"
reason = "Score is 2 or 3 without a or b, so it does not say whether it mattered; counted as a discrepancy, a 2 not as 2b or above"
column = "score"
tables = ["reviews"]
*/
select row_number from staged where score in ('2', '3') and scale <> 'local'
