/*
title = "Coverage"
grain = "One row a table, site (null: all of them) and unbroken run of days received: inside it a day without rows is a zero, outside it nothing is known."
book = true
*/
create table coverage (
    table_name text not null,
    site text,
    first_day date not null,
    last_day date not null
)
