/*
title = "Version of the tables"
grain = "One row."
*/
insert into schema_version
values ($version, $vocabularies_hash)
