/*
title = "Reviews per finding"
question = "How many reports were re-read for one finding?"
why_it_matters = "It is the effort behind each thing the legacy system found."
how_calculated = "Reports reviewed and scored, divided by those given any score other than 1. The interval is that of the share, turned over; the ledger holds findings and reviews, the other way round."
kind = "proportion"
base = "reviews"
sensitivity = "score"
about = "score"
numerator = "Reviews scored"
denominator = "Reviews scored 2 or 3, with or without a or b"
unit = "findings"
reciprocal = true
direction = "none"
chart = "run"
source = "Scored review export"
status = "published"
reviewed = 2026-11-24
*/
select *, score <> '1' as hit from reviews
