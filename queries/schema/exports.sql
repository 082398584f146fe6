/*
title = "Exports"
grain = "One row a table taken from one export file; the file itself is not kept."
book = true
*/
create table exports (
    export_id uuid not null,
    file text not null,
    sheet text,
    file_hash text not null,
    bytes bigint not null,
    layout text not null,
    layout_hash text not null,
    system text not null,
    table_name text not null,
    generation bigint not null,
    received_on date not null,
    covers_from date,
    covers_to date
)
