/*
title = "Who met the participation target"
grain = "One row a person and period the target is set for; nothing about what was received or in a case."
*/
select person_id::text as person_id, grain, from_month, site, section, submissions, target
from own_months
where is_target_period
order by from_month desc
