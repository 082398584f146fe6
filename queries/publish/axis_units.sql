/*
title = "Units of an axis"
grain = "One row a unit that has rows."
*/
select distinct
    coalesce(
        case
            $axis
            when 'site'
            then site
            when 'section'
            then section
            when 'modality'
            then modality
            when 'patient_group'
            then patient_group
            else 'all'
        end,
        'not given'
    ) as member
from measure_rows
order by member
