/*
title = "Measures"
grain = "One row a measure, its definition as JSON."
*/
select name, definition, base_definition from measures order by name
