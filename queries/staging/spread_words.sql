/*
title = "Cells that say the same"
grain = "One row more a cell of the column that says what another one says, which stood for it."
*/
insert into redacted
select
    given.row_number,
    redacted.column_name,
    redacted.words,
    redacted.before,
    null as denied,
    false as stands_for_all
from given
inner join redacted on redacted.before = given.the_column
where
    redacted.column_name = $column_name
    and redacted.stands_for_all
    and redacted.row_number <> given.row_number
    and given.row_number not in (select row_number from rows_naming_patients)
