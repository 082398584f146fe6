/*
title = "Leave"
grain = "One row a radiologist and period away."
key = ["person_id", "from_on"]

[columns]
person_id = { label = "Radiologist", about = "Staff number, e-mail or name.", required = true, person = true }
from_on = { label = "From", about = "First day away.", required = true }
to_on = { label = "To", about = "Last day away; empty while it lasts." }
*/
create table leaves (
    person_id uuid not null,
    from_on date not null,
    to_on date
)
