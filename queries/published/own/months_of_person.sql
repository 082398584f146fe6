/*
title = "One person's periods"
grain = "One row a month, quarter, half-year or year of one person, oldest first."
*/
select grain, from_month, site, section, submissions, target, is_target_period, feedback_received
from own_months
where person_id = $person::uuid
order by grain, from_month
