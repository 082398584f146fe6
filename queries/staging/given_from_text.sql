/*
title = "The rows of an export, as given"
grain = "One row a line of the table of text, its cells under our column names, its place in the original beside them."
*/
create or replace temp table given as
with lines as (
    select row_number() over () as line, *
    from
        read_csv(
            $path,
            delim = $separator,
            quote = '"',
            escape = '"',
            header = false,
            auto_detect = false,
            columns = $cells,
            null_padding = true,
            strict_mode = false,
            parallel = false,
            max_line_size = 16777216
        )
)
select
    line - $row_offset as row_number,
    the_columns_of_the_layout,
    case
        when c1 is not distinct from $headings[1] and [the_cells] = $headings then 'heading'
        when
            regexp_matches(
                lower(c1), '^\W*(grand total|sub-?total|total|summe|sum|gesamt\w*|end of report|printed|report run|page \d|(no )?filters applied|applied filters|(generated|exported) (on|by)|data as of|\d+ (rows|records)|(rows|records)\b)'
            )
            and (the_required_cell_is_missing)
            then 'total'
    end as left_out
from lines
where line > $header_row
