/*
title = "Conferences held"
question = "Do we meet as often as we said?"
why_it_matters = "The program's own minimum, which accreditation asks about."
how_calculated = "Peer learning conferences in the log, by the day they were held."
kind = "count"
base = "conferences"
sensitivity = "program"
about = "held"
numerator = "Conferences held"
unit = "conferences"
direction = "higher"
by = []
chart = "c"
source = "Conference log"
status = "published"
reviewed = 2026-11-24
*/
select * from conferences
