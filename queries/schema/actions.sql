/*
title = "Improvement actions"
grain = "One row an improvement action that came out of the program."
key = ["action_id"]
day = "opened_on"

[columns]
action_id = { label = "Action ID", about = "The log's own number.", required = true, hashed = true }
title = { label = "Action", about = "What is done, in a few words that name nobody.", required = true, free_text = true, published = true }
theme = { label = "Category", about = "The theme it answers.", vocabulary = "theme" }
site = { label = "Site", about = "Site, if it is for one." }
section = { label = "Section", about = "Section, if it is for one." }
opened_on = { label = "Opened", about = "Day it was opened.", required = true }
closed_on = { label = "Closed", about = "Day it was done; empty while it is open." }
*/
create table actions (
    action_id uuid not null,
    title text not null,
    theme theme not null,
    theme_raw text,
    site text,
    section text,
    opened_on date not null,
    closed_on date
)
