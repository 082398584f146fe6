/*
title = "A number"
grain = "The number in a cell: 1,234.5 and 1234.5 and 1 234 and 1'234 and 0,5 and 50 % are read, anything else is null."
*/
create or replace temp macro read_number(cell) as (
    case
        when regexp_full_match(cell, '[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?')
            then try_cast(cell as double)
        when regexp_full_match(cell, '[-+]?\d{1,3}(,\d{3})+(\.\d+)?')
            then try_cast(replace(cell, ',', '') as double)
        when regexp_full_match(cell, '[-+]?\d{1,3}([ \x{A0}\x{202F}]\d{3})+([.,]\d+)?')
            then
                try_cast(
                    replace(regexp_replace(cell, '[ \x{A0}\x{202F}]', '', 'g'), ',', '.') as double
                )
        when regexp_full_match(cell, '[-+]?\d{1,3}([''’]\d{3})+(\.\d+)?')
            then try_cast(replace(replace(cell, '''', ''), '’', '') as double)
        when regexp_full_match(cell, '[-+]?\d+,\d+')
            then try_cast(replace(cell, ',', '.') as double)
        when regexp_full_match(cell, '[-+]?\d+(\.\d+)? ?%')
            then try_cast(rtrim(cell, ' %') as double) / 100
    end
)
