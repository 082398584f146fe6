/*
title = "Redacted words"
grain = "One row a cell of free text that lost something: what is left, what it was, the patient columns of its row, and whether it stands for all cells that say the same."
*/
create or replace temp table redacted (
    row_number bigint,
    column_name text,
    words text,
    before text,
    denied text,
    stands_for_all boolean
)
