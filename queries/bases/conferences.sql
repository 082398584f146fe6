/*
title = "Conferences"
grain = "One row a peer learning conference held."
happened = "the day it was held"
roles = []
covered_by = ["conferences", "cases"]
needs = ["conferences"]
axes = []
*/
select
    conference_id as row_id,
    held_on as happened_on,
    null::uuid as person_id,
    null::uuid as other_person_id,
    site,
    section,
    cases_discussed
from warehouse.conferences
