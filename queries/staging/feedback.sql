/*
title = "Feedback, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    keyed_id('case_id', given.case_id, $pads) as case_id,
    cast(receiving_radiologist_read.meaning as uuid) as receiving_radiologist,
    read_day(given.sent_on, $days.sent_on) as sent_on,
    read_day(given.acknowledged_on, $days.acknowledged_on) as acknowledged_on
from given
left join
    readings as receiving_radiologist_read
    on receiving_radiologist_read.column_name = 'receiving_radiologist'
    and receiving_radiologist_read.cell = given.receiving_radiologist
