/*
title = "The columns a measure may give"
grain = "No row: it lends its columns, empty, to measures that do not have them."
*/
select
    null::uuid as row_id,
    null::date as happened_on,
    null::uuid as person_id,
    null::uuid as other_person_id,
    null::text as site,
    null::text as section,
    null::text as modality,
    null::text as patient_group,
    null::text as grain,
    null::double as hit,
    null::double as out_of,
    null::text as part,
    null::date as ended_on,
    null::date as followed_until
where false
