"""Rows that a later export of their days no longer has: kept, and marked one by one."""

from __future__ import annotations

import duckdb

from dashboard.ingest.connection import rows_changed, staging
from dashboard.ingest.coverage import Span
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Table


def mark_vanished(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    system: str,
    span: Span | None,
    export_id: str,
) -> tuple[int, int]:
    """Mark the rows of earlier exports of `system` that this new one of their days lacks.

    Returns how many they are, and how many of them no export before lacked.
    """
    if table.day is None or span is None:
        return 0, 0
    vanished = rows_changed(
        connection,
        with_names(staging("find_vanished_rows"), the_table=table.name, the_day=table.day),
        {"system": system, "first_day": span.first_day, "last_day": span.last_day},
    )
    marked = rows_changed(connection, staging("mark_vanished_rows"), {"export_id": export_id})
    return vanished, marked


def unmark_vanished(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Take the mark from the rows this export has again; return from how many."""
    sql = with_names(staging("unmark_vanished_rows"), the_table=table.name)
    return rows_changed(connection, sql)
