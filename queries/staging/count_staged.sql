/*
title = "How many rows were read"
grain = "One row."
*/
select count(*) as rows from staged
