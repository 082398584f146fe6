/*
title = "Number was shortened"
severity = "reject"
reason = "{label} was shortened to the form 1.23E+11 by a spreadsheet program, so its figures are lost; export it as text."
columns = "id"
*/
select row_number
from given
where contains(the_column, 'E+') and regexp_matches(the_column, '^\d([.,]\d+)?E\+\d+( with |$)')
