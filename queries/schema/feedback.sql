/*
title = "Feedback"
grain = "One row a feedback message from the program to an interpreting radiologist."
key = ["case_id", "receiving_radiologist"]
day = "sent_on"

[columns]
case_id = { label = "Case ID", about = "The case it is about, as the case export writes it.", required = true, hashed = true }
receiving_radiologist = { label = "Recipient", about = "Who received it.", required = true, person = true }
sent_on = { label = "Feedback sent", about = "Day it was sent.", required = true }
acknowledged_on = { label = "Feedback acknowledged", about = "Day it was acknowledged; empty while it is open." }
*/
create table feedback (
    case_id uuid not null,
    receiving_radiologist uuid not null,
    sent_on date not null,
    acknowledged_on date
)
