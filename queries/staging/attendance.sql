/*
title = "Attendance, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    keyed_id('conference_id', given.conference_id, $pads) as conference_id,
    cast(person_id_read.meaning as uuid) as person_id
from given
left join
    readings as person_id_read
    on person_id_read.column_name = 'person_id'
    and person_id_read.cell = given.person_id
