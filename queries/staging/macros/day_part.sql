/*
title = "The day without its time"
grain = "The cell up to a time of day."
*/
create or replace temp macro day_part(cell) as (
    case
        when contains(cell, ':') then regexp_replace(cell, '[T ]+\d{1,2}:\d{2}.*$', '')
        else cell
    end
)
