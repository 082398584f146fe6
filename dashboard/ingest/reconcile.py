"""Give rows taken earlier to the person a new roster says they belong to."""

from __future__ import annotations

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.ingest.staging import key_columns, row_key
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import tables


def rename_people(connection: duckdb.DuckDBPyConnection, replaced: dict[str, str]) -> int:
    """Replace pseudonyms in every table (old to new); return how many cells changed."""
    if not replaced:
        return 0
    changed = 0
    parameters = {"old": list(replaced), "new": list(replaced.values())}
    for table in tables().values():
        here = 0
        for column in table.columns_of("person"):
            sql = with_names(staging("rename_person"), the_table=table.name, the_column=column.name)
            row = run(connection, sql, parameters).fetchone()
            here += int(row[0]) if row else 0
        if here:
            sql = staging("write_keys").replace("the_row_key", row_key(table))
            run(connection, with_names(sql, the_table=table.name, the_key=key_columns(table)))
        changed += here
    return changed
