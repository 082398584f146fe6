/*
title = "Conferences"
grain = "One row a peer learning conference held."
key = ["conference_id"]
day = "held_on"

[columns]
conference_id = { label = "Conference ID", about = "The log's own number.", required = true, hashed = true }
held_on = { label = "Date", about = "Day it was held.", required = true }
site = { label = "Site", about = "Site, if it was for one." }
section = { label = "Section", about = "Section, if it was for one." }
cases_discussed = { label = "Cases discussed", about = "How many cases were shown; 0 or more." }
*/
create table conferences (
    conference_id uuid not null,
    held_on date not null,
    site text,
    section text,
    cases_discussed bigint
)
