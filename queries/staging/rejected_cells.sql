/*
title = "Rejected rows, whole"
grain = "One row a rejected row of the export: its number, every reason, its cells."
*/
with
    lines as (
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
    ),
    reasons as (
        select row_number, string_agg(reason, ' ' order by reason) as reason
        from problems
        where severity = 'reject'
        group by row_number
    )
select reasons.row_number, reasons.reason, [the_cells] as cells
from lines
inner join reasons on lines.line - $row_offset = reasons.row_number
order by reasons.row_number
