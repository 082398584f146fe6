/*
title = "Number of an exam"
grain = "An accession number that tells one exam from all others; null for one a spreadsheet shortened to 1.23E+11, and for words that stand for none."
*/
create or replace temp macro exam_number(cell) as (
    case
        when regexp_full_match(cell, '\d([.,]\d+)?[eE]\+\d+') then null
        when length(cell) > 3 and regexp_matches(cell, '[1-9]')
            then regexp_replace(cell, '\.0+$', '')
    end
)
