/*
title = "Leave, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    cast(person_id_read.meaning as uuid) as person_id,
    read_day(given.from_on, $days.from_on) as from_on,
    read_day(given.to_on, $days.to_on) as to_on
from given
left join
    readings as person_id_read
    on person_id_read.column_name = 'person_id'
    and person_id_read.cell = given.person_id
