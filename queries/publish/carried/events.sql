/*
title = "Events"
grain = "One row a dated change of tool, policy or program."
*/
select happened_on, event_kind::text as event_kind, site, label, phase_in_months
from warehouse.events
order by happened_on, site
