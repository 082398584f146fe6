/*
title = "People by number"
grain = "One row a person named by any base, numbered from 0 within this run."
*/
with
    named as (
        select person_id
        from warehouse.radiologists
        union
        select submitting_radiologist
        from warehouse.cases
        union
        select interpreting_radiologist
        from warehouse.cases
        union
        select reviewing_radiologist
        from warehouse.reviews
        union
        select interpreting_radiologist
        from warehouse.reviews
        union
        select receiving_radiologist
        from warehouse.feedback
    )
select person_id, (row_number() over (order by person_id) - 1)::integer as number
from named
where person_id is not null
