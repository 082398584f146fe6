/*
title = "Versions of the scoring scale"
question = "By which version of the scale were reviews scored?"
why_it_matters = "A 2 of one version is not a 2 of another, so scores of two versions are not one series."
how_calculated = "Scored reviews by the version of the scale that their export, or the layout it was read by, names."
kind = "composition"
base = "reviews"
sensitivity = "volume"
about = "scale"
numerator = "Reviews scored by the version"
denominator = "Reviews scored"
unit = "reviews"
vocabulary = "scale"
direction = "none"
by = []
chart = "p"
source = "Scored review export"
status = "published"
reviewed = 2026-11-28
*/
select *, scale as part from reviews
