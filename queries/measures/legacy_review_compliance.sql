/*
title = "Scored reviews done of those required"
question = "Was the review quota met?"
why_it_matters = "A quota says how much was asked. What was found for that effort is in reviews per finding."
how_calculated = "Each radiologist's required reviews are the policy's number in force, lowered for part-time work and leave, in months before peer learning began at the home site. Reviews beyond one's own requirement do not make up for another's."
kind = "proportion"
base = "radiologist_periods"
sensitivity = "participation"
about = "reviews"
numerator = "Reviews done, at most the number required of each radiologist"
denominator = "Reviews required"
unit = "reviews"
direction = "none"
by = ["site", "section"]
grains = ["month"]
chart = "p"
source = "Scored review export; roster with leave; targets"
status = "published"
reviewed = 2026-11-24
*/
select *, least(reviews, reviews_required) as hit, reviews_required as out_of
from radiologist_periods
where reviews_required > 0
