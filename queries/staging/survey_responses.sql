/*
title = "Survey answers, read"
grain = "One row a row of the export, in the types and words of the table; null where a cell cannot be read."
*/
select
    given.row_number,
    keyed_id('response_id', given.response_id, $pads) as response_id,
    read_day(given.answered_on, $days.answered_on) as answered_on,
    coalesce(question_redacted.words, given.question) as question,
    read_number(given.answer) as answer
from given
left join
    redacted as question_redacted
    on question_redacted.column_name = 'question'
    and question_redacted.row_number = given.row_number
