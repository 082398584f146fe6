/*
title = "Agreement where scored twice"
question = "How often do two reviewers give one report the same score?"
why_it_matters = "A score that another reviewer would not have given says as much of the reviewer as of the report."
how_calculated = "Reports scored by two reviewers on one scale, by whether both gave the same score, the letter included. Of more than two reviews the first is taken, and the first later one by somebody else. Needs an export with accession numbers."
kind = "composition"
base = "double_scored_exams"
sensitivity = "score"
about = "agreement"
numerator = "Reports scored alike, or not"
denominator = "Reports scored twice"
unit = "reports"
unremarkable = "same score"
direction = "none"
by = []
chart = "p"
source = "Scored review export with accession numbers"
status = "published"
reviewed = 2026-11-29
*/
select *, case when alike then 'same score' else 'different scores' end as part
from double_scored_exams
