/*
title = "Radiologist-months"
grain = "One row a rostered radiologist and month in which the program ran at the home site."
happened = "the month"
unit = "radiologist-month"
covered_by = ["cases"]
axes = ["site", "section"]
*/
select happened_on, site, section, peer_learning_months as amount
from radiologist_periods
where grain = 'month' and peer_learning_months > 0
