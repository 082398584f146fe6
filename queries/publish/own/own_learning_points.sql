/*
title = "What each person was told and put forward"
grain = "One row a case and person: the one whose reading it was, and the one who put it forward."
*/
select
    interpreting_radiologist as person_id,
    'received' as part_played,
    submitted_on as happened_on,
    case_kind::text as case_kind,
    theme::text as theme,
    learning_point
from warehouse.cases
where interpreting_radiologist is not null
union all
select
    submitting_radiologist as person_id,
    'put forward' as part_played,
    submitted_on as happened_on,
    case_kind::text as case_kind,
    theme::text as theme,
    learning_point
from warehouse.cases
