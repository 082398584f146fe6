/*
title = "Only what changed"
grain = "Forgets the words that lost nothing."
*/
delete from redacted where words = before
