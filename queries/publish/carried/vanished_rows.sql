/*
title = "Vanished rows"
grain = "One row a row that is kept though a later export of its days no longer has it: where it last stood, never what it says."
*/
select
    came_in.file,
    vanished.row_number,
    came_in.table_name,
    lacks.file as gone_from,
    lacks.received_on as gone_since
from warehouse.vanished_rows as vanished
join warehouse.exports as came_in on came_in.export_id = vanished.export_id
join warehouse.exports as lacks on lacks.export_id = vanished.gone_from
order by lacks.received_on desc, came_in.file, vanished.row_number
