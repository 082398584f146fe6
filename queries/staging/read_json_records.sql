/*
title = "Records of a JSON file"
grain = "One row a record, in the order of the file."
*/
create or replace temp table records as
select
    row_number() over () as record_number,
    json as record
from read_json_objects($path, format = 'auto', maximum_object_size = 16777216)
