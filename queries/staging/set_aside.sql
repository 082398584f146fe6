/*
title = "Rows set aside"
grain = "One row a row of the export that is not new: rejected, given twice, or known already; what is left is new."
*/
create or replace temp table set_aside as
with
    rejected as (
        select distinct row_number
        from problems
        where severity = 'reject'
    ),
    sound as (
        select
            staged.row_number,
            staged.source_key,
            hash(the_values) as content
        from staged
        where staged.row_number not in (select row_number from rejected)
    ),
    given_again as (
        select
            source_key,
            max(row_number) as last_row
        from sound
        group by source_key
        having count(*) > 1
    ),
    last_given as (
        select
            sound.source_key,
            sound.row_number as last_row,
            sound.content as last_content
        from sound
        inner join given_again
            on sound.source_key = given_again.source_key
            and sound.row_number = given_again.last_row
    ),
    earlier as (
        select
            sound.row_number,
            sound.source_key,
            case
                when sound.content = last_given.last_content then 'duplicate'
                else 'superseded'
            end as outcome
        from sound
        inner join last_given using (source_key)
        where sound.row_number < last_given.last_row
    ),
    known as (
        select
            source_key,
            hash(the_values) as content
        from the_table
    ),
    known_already as (
        select
            sound.row_number,
            sound.source_key,
            case
                when sound.content = known.content or $taken_before then 'duplicate' else 'replaces'
            end as outcome
        from sound
        inner join known using (source_key)
        where sound.row_number not in (select row_number from earlier)
    )
select
    row_number,
    null as source_key,
    'rejected' as outcome
from rejected
union all by name
from earlier
union all by name
from known_already
