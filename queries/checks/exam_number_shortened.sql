/*
title = "Accession number was shortened"
severity = "warn"
reason = "the accession number was shortened to the form 1.23E+11 by a spreadsheet program and is not used to tell the same exam; export it as text"
tables = ["cases", "reviews"]
*/
select row_number
from given
where contains(exam_number, 'E+') and regexp_full_match(exam_number, '\d([.,]\d+)?E\+\d+')
