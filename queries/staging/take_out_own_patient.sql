/*
title = "The row's own patient"
grain = "Takes the values of the row's patient columns out of its words, whole words alone."
*/
update redacted
set words = regexp_replace(
    words,
    '(?i)\b(?:' || array_to_string(denied_words(denied), '|') || ')\b',
    '[patient]',
    'g'
)
where denied is not null and names_one_of(lower(words), denied)
