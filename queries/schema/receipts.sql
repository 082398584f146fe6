/*
title = "Receipts"
grain = "One row an export: what became of its rows. read = accepted + rejected + duplicate + superseded."
book = true
*/
create table receipts (
    export_id uuid not null,
    file text not null,
    layout text not null,
    table_name text not null,
    read bigint not null,
    accepted bigint not null,
    rejected bigint not null,
    duplicate bigint not null,
    superseded bigint not null,
    redacted bigint not null,
    notes text[] not null
)
