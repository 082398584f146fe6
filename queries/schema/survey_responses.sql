/*
title = "Survey answers"
grain = "One row an anonymous answer to one question."
key = ["response_id", "question"]
day = "answered_on"

[columns]
response_id = { label = "Response ID", about = "The survey's own number; not a person.", required = true, hashed = true }
answered_on = { label = "Date", about = "Day of the answer.", required = true }
question = { label = "Question", about = "The question's short name.", required = true }
answer = { label = "Answer", about = "A number, for example 1 to 5 or 0 to 10.", required = true }
*/
create table survey_responses (
    response_id uuid not null,
    answered_on date not null,
    question text not null,
    answer double not null
)
