/*
title = "Events"
grain = "One row a dated change of tool, policy or program at a site, or everywhere."
key = ["happened_on", "event_kind", "site"]

[columns]
happened_on = { label = "Date", about = "Day of the change.", required = true }
event_kind = { label = "Kind", about = "What kind of change.", required = true, vocabulary = "event_kind" }
site = { label = "Site", about = "Where; empty means everywhere." }
label = { label = "Label", about = "A few words for the charts.", required = true, published = true }
phase_in_months = { label = "Phase-in months", about = "Months after the change that are left out of comparisons; empty means 0." }
*/
create table events (
    happened_on date not null,
    event_kind event_kind not null,
    event_kind_raw text,
    site text,
    label text not null,
    phase_in_months integer not null default 0
)
