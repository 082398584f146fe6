/*
title = "Rows that may name their own patient"
grain = "One row a row of the export whose free text may hold a word or a whole value of the row's patient columns."
*/
create or replace temp table rows_naming_patients as
with
    texts as materialized (
        select row_number, bare_text(concat_ws(chr(10), the_columns)) as bare from given
    )
select texts.row_number
from texts
inner join row_patients as own on own.row_number = texts.row_number
where
    len(list_filter(own.words, lambda word: contains(texts.bare, word))) > 0
    or len(list_filter(own.own_values, lambda value: contains(texts.bare, value))) > 0
