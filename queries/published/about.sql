/*
title = "What the file covers"
grain = "One row for the file."
*/
select
    (select max(last_day) from coverage) as as_of,
    (select min(from_month) from ledger where grain = 'month' and complete) as first_month,
    (select max(to_month) from ledger where complete) as last_month
