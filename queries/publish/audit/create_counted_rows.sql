/*
title = "What each row is counted in"
grain = "One row a counted row and set of rows that holds it; never leaves the publishing process."
*/
create or replace temp table counted_rows (
    row_id uuid,
    month_start date,
    site text,
    section text,
    modality text,
    patient_group text,
    person integer,
    other_person integer,
    held_by text
)
