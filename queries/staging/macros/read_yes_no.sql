/*
title = "Yes or no"
grain = "True, false, or null for anything else."
*/
create or replace temp macro read_yes_no(cell) as (
    case
        when lower(cell) in ('yes', 'y', 'true', 't', '1', '-1', 'x', '✓', '✔', '☑') then true
        when lower(cell) in ('no', 'n', 'false', 'f', '0', '✗', '✘', '☐') then false
    end
)
