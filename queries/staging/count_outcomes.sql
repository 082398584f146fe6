/*
title = "What became of the rows"
grain = "One row an outcome."
*/
select outcome, count(*) as rows from set_aside group by outcome
