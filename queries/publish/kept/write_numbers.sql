/*
title = "What an entry adds to the ledger's numbers"
grain = "One row a number, or a number withdrawn."
*/
select
    $entry::bigint as entry,
    measure::text as measure,
    base::text as base,
    axis::text as axis,
    grain::text as grain,
    from_month::date as from_month,
    to_month::date as to_month,
    members::text[] as members,
    part::text as part,
    numerator::double as numerator,
    denominator::double as denominator,
    median::double as median,
    median_lower::double as median_lower,
    median_upper::double as median_upper,
    complete::boolean as complete,
    withdrawn::boolean as withdrawn
from entry_rows
