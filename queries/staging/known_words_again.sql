/*
title = "What lists say of words, as this process read them before"
grain = "One row a word of the lists of data/redaction."
*/
create or replace temp table known_words as
from read_before
