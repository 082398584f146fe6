/*
title = "Improvement actions"
grain = "One row an improvement action that came out of the program."
happened = "the day the action was opened"
roles = []
covered_by = ["actions", "cases"]
needs = ["actions"]
axes = []
*/
with
    followed as (
        -- A quiet log is not an old one: actions are followed as long as the department is.
        select max(last_day) as followed_until
        from warehouse.coverage
        where site is null and table_name in ('actions', 'cases', 'reviews')
    )
select
    actions.action_id as row_id,
    actions.opened_on as happened_on,
    null::uuid as person_id,
    null::uuid as other_person_id,
    actions.site,
    actions.section,
    actions.theme,
    actions.closed_on,
    followed.followed_until
from warehouse.actions as actions
cross join followed
