/*
title = "Scores given"
question = "What did the reviewers score?"
why_it_matters = "Most scores say concur. What is left, and how it moves with the tool, is what the legacy system could teach from."
how_calculated = "Scored reviews by score, in the words of the RADPEER 2016 scale. Raw scores and the version of the scale stay beside them in the warehouse."
kind = "composition"
base = "reviews"
sensitivity = "score"
about = "score"
numerator = "Reviews with the score"
denominator = "Reviews scored"
unit = "reviews"
vocabulary = "score"
unremarkable = "1"
direction = "none"
chart = "p"
source = "Scored review export"
status = "published"
reviewed = 2026-11-24
*/
select *, score as part from reviews
