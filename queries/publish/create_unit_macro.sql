/*
title = "The unit of an axis a row belongs to"
grain = "No row: a macro for the counting statements beside this one."
*/
create macro unit_of(axis, site, section, modality, patient_group) as coalesce(
    case
        axis
        when 'site' then site
        when 'section' then section
        when 'modality' then modality
        when 'patient_group' then patient_group
        else 'all'
    end,
    'not given'
)
