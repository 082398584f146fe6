/*
title = "Radiologists taking part in either system"
question = "Do more of us take part than when reviews were scored?"
why_it_matters = "It is the one count of people both systems have. Scored review was assigned work and peer learning is asked for, so a lower share may still be a freer one."
how_calculated = "Of the radiologists present for at least half of the period at a site where one of the systems runs, the share who scored at least one review while the site scored, or put forward at least one case of any kind once the program ran there."
kind = "proportion"
base = "radiologist_periods"
sensitivity = "participation"
about = "taking_part"
numerator = "Radiologists with at least one review scored or case put forward in the period"
denominator = "Radiologists on the roster, not on leave, for at least half of the period, at sites where either system runs"
unit = "radiologists"
direction = "none"
by = ["site", "section"]
chart = "p"
source = "Scored review export; peer learning case export; roster with leave"
status = "published"
reviewed = 2026-11-28
*/
select *, submissions + reviews > 0 as hit
from radiologist_periods
where peer_learning_months + scored_review_months >= 0.5 * grain_months
