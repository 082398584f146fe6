/*
title = "Learning themes"
question = "What are we learning from?"
why_it_matters = "A theme that comes back is a system speaking. It says where improvement work would help most."
how_calculated = "Cases put forward as learning opportunities, by the theme the program gave them. The tool's own words are mapped by the department's vocabulary; what it does not know is shown as not mapped."
kind = "composition"
base = "cases"
sensitivity = "content"
about = "theme"
numerator = "Learning opportunities with the theme"
denominator = "Learning opportunities put forward"
unit = "learning opportunities"
vocabulary = "theme"
unremarkable = "unmapped"
direction = "none"
chart = "p"
source = "Peer learning case export"
status = "published"
reviewed = 2026-11-24
*/
select *, theme as part from cases where case_kind = 'learning_opportunity'
