/*
title = "Rows that may name their own patient"
grain = "One row a row of the export whose free text may hold a word or a whole value of the row's patient columns."
*/
create or replace temp table rows_naming_patients as
with
    texts as (select row_number, concat_ws(chr(10), the_columns) as text from given),
    -- Many texts are the same few words, and are made bare once.
    different as materialized (
        select text, bare_text(text) as bare from (select distinct text from texts)
    )
select texts.row_number
from texts
inner join different on different.text = texts.text
inner join row_patients as own on own.row_number = texts.row_number
where
    len(list_filter(own.words, lambda word: contains(different.bare, word))) > 0
    or len(list_filter(own.own_values, lambda value: contains(different.bare, value))) > 0
