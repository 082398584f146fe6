/*
title = "Radiologists meeting their target"
question = "How many reach what we agreed on?"
why_it_matters = "Accreditation asks for the number and share of radiologists who meet the department's own target."
how_calculated = "Each radiologist's target is the policy's threshold in force month by month, lowered for part-time work and for days on leave or before joining, added over the period and rounded to a whole number, halves upward. The target in force on the first day of a month judges that month. Met means at least that many submissions. Radiologists whose target rounds to nothing are left out, and a target for a quarter or a year is not judged by the month."
kind = "proportion"
base = "radiologist_periods"
sensitivity = "participation"
about = "submissions"
numerator = "Radiologists who reached their prorated target"
denominator = "Radiologists with a prorated target of one or more"
unit = "radiologists"
direction = "higher"
by = ["site", "section"]
chart = "p"
source = "Peer learning case export; roster with leave; targets"
status = "published"
reviewed = 2026-11-24
*/
select *, submissions >= round(submissions_required) as hit
from radiologist_periods
where round(submissions_required) >= 1 and grain_months >= target_months
