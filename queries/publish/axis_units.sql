/*
title = "Units of an axis"
grain = "One row a unit that has rows."
*/
select distinct unit_of($axis, site, section, modality, patient_group) as member
from measure_rows
order by member
