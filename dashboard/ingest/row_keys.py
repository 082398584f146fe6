"""What makes a row one of its kind, so that a later export of it takes its place."""

from __future__ import annotations

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.vocabularies import vocabularies
from dashboard.warehouse.names import quoted, with_names
from dashboard.warehouse.tables import Table

EVERY_SYSTEM = "''"


def row_key(table: Table, system: str) -> str:
    """Return the expression of a row's key, `system` being that of the system it came from.

    Numbers are a system's own: case 1 of one system is not case 1 of another. What has no
    number (a target, a month of exams) is the same whoever says it.
    """
    numbered = any(table.has(name) and table.column(name).kind == "id" for name in table.key)
    parts = [_part(table, name) for name in table.key]
    one = parts[0] if len(parts) == 1 else f"row({', '.join(parts)})"
    return f"row_key({system if numbered else EVERY_SYSTEM}, {one})"


def write_keys(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Write the keys of a table anew after its key columns changed; of two rows one is left."""
    sql = staging("write_keys").replace("the_row_key", row_key(table, "exports.system"))
    run(connection, with_names(sql, the_table=table.name))
    run(connection, with_names(staging("drop_repeated_keys"), the_table=table.name))
    sql = with_names(staging("drop_marks_left"), the_table=table.name)
    run(connection, sql, {"table_name": table.name})


def _part(table: Table, name: str) -> str:
    """Return a column of the key; of a code that says nothing, the word it stands for.

    Two events whose kinds are not known are two events.
    """
    if not table.has(name) or not table.column(name).vocabulary:
        return quoted(name)
    column = table.column(name)
    unmapped = vocabularies()[column.vocabulary].unmapped
    if unmapped is None or not column.keeps_raw:
        return quoted(name)
    raw = quoted(f"{name}_raw")
    return f"case when {quoted(name)} = '{unmapped}' then {raw} else {quoted(name)}::text end"
