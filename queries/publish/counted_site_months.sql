/*
title = "Site-months that may be counted"
grain = "One row a site and month that one of the counted tables covers whole, and the exposure too."
*/
select distinct counted.site, counted.month_start
from covered as counted
where
    counted.site is not null
    and counted.complete
    and list_contains($counted_by, counted.table_name)
    and (
        len($exposed_by) = 0
        or exists (
            from covered as exposed
            where
                exposed.site = counted.site
                and exposed.month_start = counted.month_start
                and exposed.complete
                and list_contains($exposed_by, exposed.table_name)
        )
    )
