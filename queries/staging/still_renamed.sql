/*
title = "An earlier pseudonym that rows still have"
grain = "One row if there is any."
*/
select person from (the_people) where person in (select cast(unnest($old) as uuid)) limit 1
