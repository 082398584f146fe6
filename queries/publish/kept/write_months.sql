/*
title = "The months an entry closes, or states anew"
grain = "One row a base and month."
*/
select $entry::bigint as entry, base::text as base, month_start::date as month_start
from entry_months
