/*
title = "Addenda"
grain = "One row a report addended, as the radiology information system counts them by month."
happened = "the month the report was addended"
covered_by = ["exam_volumes"]
axes = ["site"]
note = "The export says how many and not by whom. A section or a modality may be two people's work, so addenda are counted by site and for the department alone."
*/
select
    null::uuid as row_id,
    month as happened_on,
    null::uuid as person_id,
    null::uuid as other_person_id,
    site,
    unnest(range(addenda)) + 1 as number_in_month
from warehouse.exam_volumes
where addenda > 0
