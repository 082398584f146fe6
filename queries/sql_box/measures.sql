/*
title = "measures"
grain = "One row a measure."

[columns]
name = "as in ledger.measure"
title = "what pages call it"
question = "what it answers"
kind = "count, rate, proportion, composition or duration"
unit = "what one of the denominator is"
per = "a rate is numerator / denominator * per"
direction = "higher, lower or none"
base = "what its rows are"
sensitivity = "participation, volume, content, score or program"
numerator = "in words"
denominator = "in words"
how_calculated = "in words"
reviewed = "when the definition was last reviewed"
*/
create table measures as
select
    name,
    definition ->> 'title' as title,
    definition ->> 'question' as question,
    definition ->> 'kind' as kind,
    definition ->> 'unit' as unit,
    (definition ->> 'per')::double as per,
    definition ->> 'direction' as direction,
    definition ->> 'base' as base,
    definition ->> 'sensitivity' as sensitivity,
    definition ->> 'numerator' as numerator,
    definition ->> 'denominator' as denominator,
    definition ->> 'how_calculated' as how_calculated,
    (definition ->> 'reviewed')::date as reviewed
from source.measures
order by name
