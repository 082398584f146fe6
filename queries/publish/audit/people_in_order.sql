/*
title = "People in the order of their numbers"
grain = "One row a person; never leaves the publishing process."
*/
select person_id from people order by number
