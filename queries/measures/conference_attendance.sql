/*
title = "Conference attendance"
question = "Do we come together over the cases?"
why_it_matters = "Learning reaches the whole group when cases are discussed, not when they are filed."
how_calculated = "Of the conferences held for a radiologist's site and section in months when the program ran there, the share attended. Each radiologist and conference counts once."
kind = "proportion"
base = "radiologist_periods"
sensitivity = "participation"
about = "attendance"
numerator = "Attendances"
denominator = "Conferences held, for each radiologist on the roster"
unit = "invitations"
direction = "higher"
by = ["site", "section"]
grains = ["month"]
chart = "p"
source = "Conference log and attendance; roster"
status = "published"
reviewed = 2026-11-24
*/
select *, conferences_attended as hit, conferences_held as out_of
from radiologist_periods
where peer_learning_months > 0
