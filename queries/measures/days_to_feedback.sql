/*
title = "Days from submission to feedback"
question = "How soon does feedback reach the person who read the case?"
why_it_matters = "A case is remembered for days, not months."
how_calculated = "Kaplan-Meier median of the days from submission until feedback was sent, over cases of any kind that have an interpreting radiologist. Cases still waiting count as waiting until the last day received, so that slow cases are not left out."
kind = "duration"
base = "feedback"
sensitivity = "volume"
about = "sent"
numerator = "Cases for which feedback was sent"
denominator = "Cases that call for feedback"
unit = "days"
direction = "lower"
chart = "run"
source = "Peer learning case and feedback exports"
status = "published"
reviewed = 2026-11-24
*/
select *, sent_on as ended_on from feedback
