/*
title = "ledger"
grain = "One row a measure, axis, group of units, period and part, as published."

[columns]
measure = "name in the table measures"
base = "what its rows are"
axis = "all, site, section, modality or patient_group"
grain = "month, quarter, half or year"
from_month = "first month of the period"
to_month = "last month of the period"
members = "the units shown together, as a list"
part = "part of a composition, else empty"
numerator = "what was counted"
denominator = "what it is out of"
median = "days, for durations"
median_lower = "95 percent interval, from"
median_upper = "to"
complete = "false while the period is not over"
*/
create table ledger as
select
    measure,
    base,
    axis,
    grain,
    from_month,
    to_month,
    members,
    part,
    numerator,
    denominator,
    median,
    median_lower,
    median_upper,
    complete
from source.ledger
order by measure, axis, from_month, grain, members, part
