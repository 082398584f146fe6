/*
title = "Columns to tidy"
grain = "One row: of each column, whether a cell of it has a word that stands for nothing, begins with a sign below all letters, or with the number of a list's entry."
*/
select
    bool_or(
        columns(* exclude (row_number, overflows, denied)) in (
            'NULL',
            'null',
            'Null',
            'N/A',
            'n/a',
            'NaN',
            'nan',
            '\N',
            '<null>',
            '<NULL>',
            '[null]',
            '[NULL]'
        )
        or columns(* exclude (row_number, overflows, denied)) < ')'
        or contains(columns(* exclude (row_number, overflows, denied)), ';#')
    )
from given
