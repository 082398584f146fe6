/*
title = "One person's learning points"
grain = "One row a case one person read or put forward, newest first."
*/
select part_played, happened_on, case_kind, theme, learning_point
from own_learning_points
where person_id = $person::uuid
order by happened_on desc, part_played, case_kind, theme, learning_point
