/*
title = "One rule"
grain = "Puts the rule's stand-in where its pattern is found."
*/
update redacted
set words = regexp_replace(words, $pattern, $by, 'g')
where regexp_matches(words, $pattern)
