/*
title = "Cases in the last five days of the month"
question = "Do we put cases forward as we meet them, or when the month runs out?"
why_it_matters = "Crowding before a deadline is a sign of filling a quota. An even flow would put about 16 percent into the last five days."
how_calculated = "Of all cases put forward, the share put forward on one of the last five days of its month."
kind = "proportion"
base = "cases"
sensitivity = "volume"
about = "day"
numerator = "Cases put forward in the last five days of a month"
denominator = "Cases put forward"
unit = "cases"
direction = "none"
by = []
chart = "p"
source = "Peer learning case export"
status = "published"
reviewed = 2026-11-24
*/
select *, happened_on > last_day(happened_on) - 5 as hit from cases
