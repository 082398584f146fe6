/*
title = "Rejected rows"
grain = "One row a reason a row of an export was not taken: where it is and why, never what it says."
book = true
*/
create table rejected_rows (
    export_id uuid not null,
    file text not null,
    row_number bigint not null,
    column_name text,
    reason text not null
)
