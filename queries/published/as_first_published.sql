/*
title = "What a restatement left"
grain = "One row a measure, axis and period."
*/
select measure, axis, from_month, to_month
from as_first_published
order by measure, axis, from_month, to_month
