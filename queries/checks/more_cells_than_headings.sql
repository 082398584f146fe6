/*
title = "More cells than headings"
severity = "reject"
reason = "the row has more cells than the header, so its cells may have moved; put text that holds the separator in quotes."
*/
select row_number from given where overflows
