/*
title = "Events as they are kept"
grain = "One row a dated change, its words as they came."
*/
select
    happened_on,
    coalesce(event_kind_raw, cast(event_kind as text)) as event_kind,
    site,
    label,
    phase_in_months
from events
order by happened_on desc, site, label
