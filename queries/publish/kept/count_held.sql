/*
title = "Rows held back"
grain = "One row a closed month in which rows came, changed or went since: how many."
*/
with
    now_there as (
        select
            date_trunc('month', happened_on)::date as month_start,
            hash(the_columns) as content,
            any_value(row_id)::text as row_id,
            count(*) as rows
        from the_base
        where list_contains($months, date_trunc('month', happened_on)::date)
        group by all
    ),
    as_closed as (
        select
            date_trunc('month', happened_on)::date as month_start,
            hash(the_columns) as content,
            any_value(row_id)::text as row_id,
            count(*) as rows
        from rows_that_closed
        group by all
    ),
    compared as (
        select
            month_start,
            content,
            coalesce(now_there.row_id, as_closed.row_id, content::text) as row_id
        from now_there
        full join as_closed using (month_start, content)
        where now_there.rows is distinct from as_closed.rows
    )
select month_start, count(distinct row_id)::bigint as held
from compared
group by month_start
order by month_start
