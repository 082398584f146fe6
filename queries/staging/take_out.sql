/*
title = "The rules"
grain = "Puts each rule's stand-in where its pattern is found, one rule after the other."
*/
update redacted
set words = the_rules
where regexp_matches(words, $any_rule)
