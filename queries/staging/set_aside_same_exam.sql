/*
title = "The same exam again"
grain = "One row a row of the export that says of an exam what another row says already, under another number."
*/
insert into set_aside
by name
with
    new as (
        select
            row_number,
            hash(the_same_exam) as said
        from staged
        where exam_key is not null and row_number not in (select row_number from set_aside)
    ),
    said_already as (
        select hash(the_same_exam) as said
        from the_table
        where
            exam_key is not null
            and source_key not in (select source_key from set_aside where outcome = 'replaces')
        union all
        select hash(the_same_exam) as said
        from staged
        where
            exam_key is not null
            and row_number in (select row_number from set_aside where outcome = 'replaces')
    ),
    in_order as (
        select
            row_number,
            said,
            min(row_number) over (partition by said) as first_row
        from new
    )
select
    row_number,
    null as source_key,
    'same exam' as outcome
from in_order
where row_number > first_row or said in (select said from said_already)
