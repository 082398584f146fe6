/*
title = "Tidy cells"
grain = "Empties the cells of a column with a word that systems write for nothing, and cleans those that begin with a sign below all letters."
*/
update given
set the_column = case
    when lower(the_column) in ('null', 'n/a', '#n/a', 'nan') then null
    else clean_value(the_column)
end
where
    the_column in ('NULL', 'null', 'Null', 'N/A', 'n/a', '#N/A', 'NaN', 'nan')
    or the_column < '!'
