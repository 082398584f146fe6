/*
title = "Version of the tables"
grain = "One row: which shape of tables this generation has, and which vocabularies mapped it."
book = true
*/
create table schema_version (
    version bigint not null,
    vocabularies_hash text not null
)
