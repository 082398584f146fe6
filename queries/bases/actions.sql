/*
title = "Improvement actions"
grain = "One row an improvement action that came out of the program."
happened = "the day the action was opened"
roles = []
covered_by = ["actions"]
axes = []
*/
with
    followed as (
        select max(last_day) as followed_until
        from warehouse.coverage
        where table_name = 'actions' and site is null
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
