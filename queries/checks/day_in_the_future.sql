/*
title = "Day has not come yet"
severity = "reject"
reason = "{label} is after the day the export was received; check the day, the month and the year."
columns = [
    "actions.opened_on", "cases.submitted_on", "cases.exam_on", "conferences.held_on", "exam_volumes.month", "feedback.sent_on",
    "feedback.acknowledged_on", "reviews.reviewed_on", "survey_responses.answered_on",
]
*/
select row_number from staged where the_column > $received_on
