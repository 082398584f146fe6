/*
title = "Rows that would be mapped otherwise"
grain = "One row: how many rows of a table are not, word for word, in the generation before."
*/
with
    today as (select columns(*)::text from main.the_table),
    before as (select columns(*)::text from earlier.main.the_table),
    other as (
        select *
        from today
        except all
        select *
        from before
    )
select count(*) as rows
from other
