/*
title = "Columns to tidy"
grain = "One row: of each column, whether a cell of it has a word that stands for nothing or begins with a sign below all letters."
*/
select
    bool_or(
        columns(* exclude (row_number, overflows, denied))
        in ('NULL', 'null', 'Null', 'N/A', 'n/a', 'NaN', 'nan')
        or columns(* exclude (row_number, overflows, denied)) < '('
    )
from given
