/*
title = "Cells of each record"
grain = "One row a record, in the order of the file."
*/
select cells from cells order by record_number
