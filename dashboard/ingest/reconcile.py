"""Give rows taken earlier the person, and the spelling of places, that a new roster says."""

from __future__ import annotations

import duckdb

from dashboard.ingest.connection import create_macros, rows_changed, run, staging
from dashboard.ingest.row_keys import write_keys
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import tables

Renamed = dict[str, str]
Respelled = dict[tuple[str, str], str]


def rename_people(connection: duckdb.DuckDBPyConnection, replaced: Renamed) -> int:
    """Replace pseudonyms everywhere (old to new); return how many cells changed."""
    if not replaced or not _found(connection, list(replaced)):
        return 0
    create_macros(connection)
    parameters = {"old": list(replaced), "new": list(replaced.values())}
    changed = 0
    for table in tables().values():
        here = 0
        for column in table.columns_of("person"):
            sql = with_names(staging("rename_person"), the_table=table.name, the_column=column.name)
            here += rows_changed(connection, sql, parameters)
        if here:
            write_keys(connection, table)
        changed += here
    return changed


def _found(connection: duckdb.DuckDBPyConnection, old: list[str]) -> bool:
    """Return whether any row still has one of the pseudonyms: few runs name anybody anew."""
    people = " union all ".join(
        with_names(staging("rows_of_person"), the_table=table.name, the_column=column.name)
        for table in tables().values()
        for column in table.columns_of("person")
    )
    sql = staging("still_renamed").replace("the_people", people)
    return run(connection, sql, {"old": old}).fetchone() is not None


def respell_places(connection: duckdb.DuckDBPyConnection, respelled: Respelled) -> int:
    """Spell places everywhere as the roster does; return how many cells changed."""
    if not respelled:
        return 0
    create_macros(connection)
    changed = 0
    for (column, old), new in respelled.items():
        for table in tables().values():
            if table.has(column):
                sql = with_names(staging("rename_place"), the_table=table.name, the_column=column)
                here = rows_changed(connection, sql, {"old": old, "new": new})
                if here:
                    write_keys(connection, table)
                changed += here
    return changed
