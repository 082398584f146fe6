/*
title = "events"
grain = "One row a dated change of tool, policy or program."

[columns]
happened_on = "the day"
event_kind = "go_live, tool_change, target_change, improvement or other"
site = "where; empty means everywhere"
label = "what happened"
phase_in_months = "months left out of a comparison"
*/
create table events as
select happened_on::date as happened_on, event_kind, site, label, phase_in_months
from source.events
order by happened_on, label
