/*
title = "How many cells lost something"
grain = "One row."
*/
select count(*) as cells from redacted
