/*
title = "A whole number"
grain = "The number in a cell if it is whole, else null."
*/
create or replace temp macro read_whole(cell) as (
    case
        when read_number(cell) = floor(read_number(cell)) then try_cast(read_number(cell) as bigint)
    end
)
