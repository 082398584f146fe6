/*
title = "Figure of a local scale"
severity = "reject"
reason = "Score is a 2 or 3 of a scale of the department's own, which may mean anything; say what it means in the layout's values, or which scale it is."
column = "score"
tables = ["reviews"]
*/
select row_number
from staged
where scale = 'local' and score in ('2', '3') and regexp_full_match(score_raw, '[23](\.0)?')
