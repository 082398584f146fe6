/*
title = "Feedback acknowledged within 30 days"
question = "Does the feedback arrive?"
why_it_matters = "Feedback nobody has read has taught nobody. Acknowledgement is where the loop closes."
how_calculated = "Of the cases for which feedback was sent and 30 days have since been received in full, the share acknowledged within 30 days. Feedback sent later than that is still open and is not counted either way."
kind = "proportion"
base = "feedback"
sensitivity = "volume"
about = "acknowledged"
numerator = "Feedback acknowledged within 30 days"
denominator = "Feedback sent at least 30 days before the last day received"
unit = "feedback messages"
direction = "higher"
chart = "p"
source = "Peer learning case and feedback exports"
status = "published"
reviewed = 2026-11-24
*/
select *, coalesce(acknowledged_on <= sent_on + 30, false) as hit
from feedback
where sent_on + 30 <= followed_until
