/*
title = "Attendance"
grain = "One row a radiologist at a conference."
key = ["conference_id", "person_id"]

[columns]
conference_id = { label = "Conference ID", about = "As the conference log writes it.", required = true, hashed = true }
person_id = { label = "Attendee", about = "Staff number, e-mail or name.", required = true, person = true }
*/
create table attendance (
    conference_id uuid not null,
    person_id uuid not null
)
