/*
title = "The department's time zone"
grain = "Sets the zone in which times become days."
*/
set timezone = $zone
