/*
title = "Vocabularies"
grain = "One row a code."
*/
select vocabulary, code, label, about, position
from warehouse.vocabularies
order by vocabulary, position
