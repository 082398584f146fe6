/*
title = "Days an improvement action stays open"
question = "Do the lessons lead to change?"
why_it_matters = "A theme without an action is a finding without a consequence."
how_calculated = "Kaplan-Meier median of the days from opening to closing. Actions still open count as open until the last day received."
kind = "duration"
base = "actions"
sensitivity = "program"
about = "closed"
numerator = "Actions closed"
denominator = "Actions opened"
unit = "days"
direction = "none"
by = []
chart = "run"
source = "Improvement action log"
status = "published"
reviewed = 2026-11-24
*/
select *, closed_on as ended_on from actions
