/*
title = "Exams that come more than once"
grain = "One row: how many exams of this export have several rows in the table, told by their keyed accession numbers."
*/
with
    several as (
        select exam_key
        from the_table
        where exam_key in (select exam_key from staged)
        group by exam_key
        having count(*) > 1
    )
select count(*) as exams
from several
