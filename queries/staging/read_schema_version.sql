/*
title = "Version of the tables"
grain = "One row."
*/
select version, vocabularies_hash from schema_version
