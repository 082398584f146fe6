/*
title = "Keep the rows carried over"
grain = "One row a row of the earlier generation."
*/
insert into the_table by name
select * exclude (carried_layout)
from carried
