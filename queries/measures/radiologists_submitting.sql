/*
title = "Radiologists submitting"
question = "Are our radiologists taking part?"
why_it_matters = "A program that lives on a few enthusiasts is not yet a culture. Many people putting forward a little matters more than a few putting forward a lot."
how_calculated = "Of the radiologists present for at least half of the period at a site where the program runs, the share who put forward at least one case of any kind. In months added up, the same person counts once a month."
kind = "proportion"
base = "radiologist_periods"
sensitivity = "participation"
about = "submissions"
numerator = "Radiologists with at least one submission in the period"
denominator = "Radiologists on the roster, not on leave, for at least half of the period, once the program runs at their site"
unit = "radiologists"
direction = "higher"
by = ["site", "section"]
chart = "p"
source = "Peer learning case export; roster with leave"
status = "published"
reviewed = 2026-11-24
*/
select *, submissions > 0 as hit
from radiologist_periods
where peer_learning_months >= 0.5 * grain_months
