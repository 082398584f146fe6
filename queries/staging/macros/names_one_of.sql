/*
title = "Whether words hold one of the patient's"
grain = "True if a text contains a word of the row's patient columns, be it inside another word."
*/
create or replace temp macro names_one_of(words, denied) as (
    len(list_filter(denied_words(denied), lambda word: contains(bare_text(words), word))) > 0
)
