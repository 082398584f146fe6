/*
title = "Roster"
grain = "One row a radiologist and spell: a change of site, section or hours begins a new row."
key = ["person_id", "joined_on"]

[columns]
person_id = { label = "Radiologist", about = "Staff number, e-mail or name, as the other exports write it.", required = true, person = true }
site = { label = "Site", about = "Home site.", required = true }
section = { label = "Section", about = "Home section.", required = true }
fte = { label = "FTE", about = "Share of full time, above 0 and at most 1; empty means 1." }
joined_on = { label = "Start date", about = "First day of this spell.", required = true }
left_on = { label = "End date", about = "Last day of this spell; empty while it lasts." }

[people]
name = { label = "Name", about = "First and last name; kept beside the warehouse, never in it." }
email = { label = "E-mail", about = "Work e-mail; kept beside the warehouse, never in it." }
employee_id = { label = "Staff number", about = "The number pseudonyms are made from; kept beside the warehouse." }
aliases = { label = "Other names and numbers", about = "How other systems write this person, separated by semicolons." }
*/
create table radiologists (
    person_id uuid not null,
    site text not null,
    section text not null,
    fte double not null default 1,
    joined_on date not null,
    left_on date
)
