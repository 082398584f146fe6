/*
title = "Exposure"
grain = "One row a month and unit of the axis: exams read, or radiologist-months present, where the counted tables are covered."
*/
select
    datediff('month', $first_month::date, date_trunc('month', happened_on)::date)::integer as month,
    unit_of($axis, site, section, modality, patient_group) as member,
    sum(amount)::double as amount
from exposure_rows
group by all
