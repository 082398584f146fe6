/*
title = "Score of an older scale"
severity = "warn"
reason = "Score is 4a or 4b, which the RADPEER scale of 2016 does not have; counted as 3a or 3b; where the four-point scale was used, say so in the layout (scale radpeer_2002)"
column = "score"
tables = ["reviews"]
*/
select row_number
from staged
where scale = 'radpeer_2016' and regexp_full_match(score_raw, '\s*4.*')
