/*
title = "Day is before 1990"
severity = "reject"
reason = "{label} is before 1990, as a year of two figures or a swapped number makes it."
columns = "day"
*/
select row_number from staged where the_column < date '1990-01-01'
