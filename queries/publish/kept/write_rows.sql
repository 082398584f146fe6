/*
title = "The rows of the months an entry closes"
grain = "One row a row counted; they stay in the home, and readers never open them."
*/
select $entry::bigint as entry, *
from the_base
where list_contains($months, date_trunc('month', happened_on)::date)
