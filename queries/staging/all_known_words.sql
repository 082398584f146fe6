/*
title = "All that lists say of words, to be kept for the next connection"
grain = "One row a word of the lists of data/redaction."
*/
from known_words
