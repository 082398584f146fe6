/*
title = "Tidy cells"
grain = "Empties the cells of a column with a word that systems and spreadsheets write for nothing, and cleans those that begin with a sign below all letters or with the number of a list's entry (12;#Harbour). The apostrophe that a file of ours sets before a formula, or a spreadsheet before figures, is taken off, as are the hashes around a database's day."
*/
update given
set the_column = case
    when
        lower(the_column) in (
            'null',
            '\n',
            '<null>',
            '[null]',
            'n/a',
            'nan',
            '(blank)',
            '(leer)',
            '(vide)',
            '(en blanco)',
            '(vuoto)',
            '(empty)',
            '#n/a',
            '#n/v',
            '#ref!',
            '#value!',
            '#name?',
            '#num!',
            '#null!',
            '#div/0!'
        )
        then null
    when regexp_matches(the_column, '^\d+;#')
        then
            clean_value(
                regexp_replace(
                    regexp_replace(the_column, '^\d+;#', ''), ';#(\d+;#)?', '; ', 'g'
                )
            )
    when regexp_full_match(the_column, '#[\d/: .-]+#') then clean_value(trim(the_column, '#'))
    else
        clean_value(
            regexp_replace(
                the_column, '^''([\t\r\n]|\s*[=+@＝＋－＠-]|\d[\d./:-]*$)', '\1'
            )
        )
end
where
    the_column in ('NULL', 'null', 'Null', 'N/A', 'n/a', 'NaN', 'nan', '\N', '<null>', '<NULL>', '[null]', '[NULL]')
    or the_column < ')'
    or contains(the_column, ';#')
