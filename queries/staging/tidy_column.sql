/*
title = "Tidy cells"
grain = "Empties the cells of a column with a word that systems and spreadsheets write for nothing, and cleans those that begin with a sign below all letters; the apostrophe that a file of ours sets before a formula is taken off."
*/
update given
set the_column = case
    when
        lower(the_column) in (
            'null',
            'n/a',
            'nan',
            '#n/a',
            '#ref!',
            '#value!',
            '#name?',
            '#num!',
            '#null!',
            '#div/0!'
        )
        then null
    else clean_value(regexp_replace(the_column, '^''([\t\r\n]|\s*[=+@＝＋－＠-])', '\1'))
end
where
    the_column in ('NULL', 'null', 'Null', 'N/A', 'n/a', 'NaN', 'nan')
    or the_column < '('
