/*
title = "Targets"
grain = "One row a target and the time it is in force."
key = ["metric", "effective_from"]

[columns]
metric = { label = "Metric", about = "What the target is for.", required = true, vocabulary = "metric" }
threshold = { label = "Threshold", about = "The number to reach in one period.", required = true }
period = { label = "Period", about = "month, quarter, half or year.", required = true, vocabulary = "period" }
effective_from = { label = "Effective from", about = "First day it is in force.", required = true }
effective_to = { label = "Effective to", about = "Last day it is in force; empty while it is." }
prorated = { label = "Prorated", about = "Whether part-time and leave lower it; empty means yes." }
*/
create table targets (
    metric metric not null,
    metric_raw text,
    threshold double not null,
    period period not null,
    period_raw text,
    effective_from date not null,
    effective_to date,
    prorated boolean not null default true
)
