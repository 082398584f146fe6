/*
title = "The row's own patient, whole"
grain = "Takes whole values of the row's patient columns out of its words: a name, a number, a birth date."
*/
update redacted
set words = regexp_replace(
    words,
    '(?i)\b(?:' || array_to_string(denied_patterns(denied), '|') || ')\b',
    '[patient]',
    'g'
)
where denied is not null and holds_value_of(words, denied)
