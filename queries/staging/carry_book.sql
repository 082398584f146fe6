/*
title = "Carry a book over"
grain = "One row a row of the earlier generation."
*/
insert into the_table by name
select the_columns
from earlier.main.the_table
