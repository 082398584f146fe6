"""Run the statements of queries/staging with the parameters each of them names."""

from __future__ import annotations

import re
from typing import Any

import duckdb

from dashboard.sql_files import query, query_folder

PARAMETER = re.compile(r"\$([a-z][a-z0-9_]*)")


def run(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None
) -> duckdb.DuckDBPyConnection:
    """Execute `sql` with those of `parameters` it names; DuckDB refuses any it does not."""
    named = set(PARAMETER.findall(sql))
    given = {name: value for name, value in (parameters or {}).items() if name in named}
    return connection.execute(sql, given)


def rows_changed(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None
) -> int:
    """Execute a statement that writes, and return how many rows it wrote or took out."""
    row = run(connection, sql, parameters).fetchone()
    return int(row[0]) if row else 0


def staging(name: str) -> str:
    """Return the statement queries/staging/`name`.sql."""
    return query("staging", name)


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the macros that read cells; they are temporary and in no file."""
    for file in query_folder("staging/macros"):
        connection.execute(file.sql)


def set_zone(connection: duckdb.DuckDBPyConnection, zone: str | None) -> None:
    """Let times that name their zone become days of `zone`; None leaves the machine's own."""
    if zone is not None:
        run(connection, staging("set_zone"), {"zone": zone})
