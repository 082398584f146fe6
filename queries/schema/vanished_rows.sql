/*
title = "Vanished rows"
grain = "One row a row that is kept though a later export of its days no longer has it: where it came in, and which export lacks it."
book = true
*/
create table vanished_rows (
    export_id uuid not null,
    row_number bigint not null,
    gone_from uuid not null
)
