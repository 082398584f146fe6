/*
title = "Points between thousands"
grain = "Takes the points out of the counts of a column in which they part thousands (1.234): one that has no decimals, and a count that could have none."
*/
update given
set the_column = replace(regexp_replace(the_column, ',0+$', ''), '.', '')
where
    regexp_full_match(the_column, '\d{1,3}(\.\d{3})+(,0+)?')
    and exists (
        select 1
        from given as others
        where
            regexp_full_match(others.the_column, '\d{1,3}')
            or (
                regexp_full_match(others.the_column, '\d{1,3}(\.\d{3})+(,0+)?')
                and not regexp_full_match(others.the_column, '\d{1,3}\.000')
            )
    )
    and not exists (
        select 1
        from given as others
        where regexp_full_match(others.the_column, '\d*\.(\d{1,2}|\d{4,})|\d{4,}\.\d+')
    )
