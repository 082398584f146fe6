/*
title = "Whether words hold one of the patient's"
grain = "True if lower-case words contain a word of the row's patient columns."
*/
create or replace temp macro names_one_of(words, denied) as (
    len(list_filter(denied_words(denied), lambda word: contains(words, word))) > 0
)
