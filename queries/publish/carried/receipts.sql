/*
title = "Receipts"
grain = "One row a file and table taken."
*/
select * from warehouse.receipts
