/*
title = "One measure, month by month"
grain = "One row a month of the department."
*/
select from_month, numerator, denominator, round(1000 * numerator / denominator, 2) as per_1000
from ledger
where
    measure = 'learning_opportunities_per_1000_exams'
    and axis = 'all'
    and grain = 'month'
    and complete
order by from_month
