/*
title = "Redacted words"
grain = "One row a cell of free text that lost something: what is left, what it was, and the patient columns of its row."
*/
create or replace temp table redacted (
    row_number bigint,
    column_name text,
    words text,
    before text,
    denied text
)
