/*
title = "Improvement actions"
grain = "One row an action; it names nobody."
*/
select title, theme::text as theme, site, section, opened_on, closed_on
from warehouse.actions
order by opened_on, title
