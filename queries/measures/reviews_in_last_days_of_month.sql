/*
title = "Reviews scored in the last five days of the month"
question = "Were reviews scored as they came, or when the quota fell due?"
why_it_matters = "Crowding before a deadline is a sign of filling a quota. An even flow would put about 16 percent into the last five days."
how_calculated = "Of all reviews scored, the share scored on one of the last five days of its month."
kind = "proportion"
base = "reviews"
sensitivity = "volume"
about = "day"
numerator = "Reviews scored in the last five days of a month"
denominator = "Reviews scored"
unit = "reviews"
direction = "none"
by = []
chart = "p"
source = "Scored review export"
status = "published"
reviewed = 2026-11-28
*/
select *, happened_on > last_day(happened_on) - 5 as hit from reviews
