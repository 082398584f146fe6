/*
title = "Rows that a later export no longer has, one by one"
grain = "Adds a table, empty: of exports taken before, the receipts have the number alone."
*/
create table vanished_rows (
    export_id uuid not null,
    row_number bigint not null,
    gone_from uuid not null
)
