"""An in-memory database that looks like a warehouse without rows."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from dashboard import sql_files
from dashboard.warehouse.tables import tables
from tests.spec.small_tables import value_of

VOCABULARIES = Path(__file__).resolve().parents[2] / "data" / "vocabularies"
# Bases that are built on other bases come after them.
BASES_FIRST = ("site_months", "radiologist_periods")


def open_empty_warehouse() -> duckdb.DuckDBPyConnection:
    """Return a connection with the core tables, empty, attached as `warehouse`."""
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as warehouse")
    connection.execute("use warehouse")
    for path in sorted(VOCABULARIES.glob("*.toml")):
        codes = tomllib.loads(path.read_text(encoding="utf-8"))["codes"]
        listed = ", ".join(f"'{code}'" for code in codes)
        connection.execute(f"create type {path.stem} as enum ({listed})")
    for table in sql_files.query_folder("schema"):
        connection.execute(table.sql)
    for name in tables():
        connection.execute(f"alter table {name} add column export_id uuid")
        connection.execute(f"alter table {name} add column row_number bigint")
    connection.execute("use memory")
    return connection


def create_bases(connection: duckdb.DuckDBPyConnection) -> None:
    """Create a view for each base over the warehouse tables."""
    names = [base.name for base in sql_files.query_folder("bases")]
    for name in [*BASES_FIRST, *(name for name in names if name not in BASES_FIRST)]:
        connection.execute(f"create view {name} as {sql_files.query('bases', name)}")


def column_types(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Return the columns of `table` in order, with their types."""
    described = connection.execute(f"describe {table}").fetchall()
    return {name: kind for name, kind, *_ in described}


def insert_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: Sequence[Mapping[str, str | None]],
    fill: Mapping[str, str] | None = None,
) -> None:
    """Insert hand-written rows; columns a row leaves out get `fill`, else the table's default."""
    types = column_types(connection, table)
    for row in rows:
        cells = {**(fill or {}), **row}
        unknown = cells.keys() - types.keys()
        if unknown:
            raise KeyError(f"{table} has no column {', '.join(sorted(unknown))}.")
        slots = ", ".join(f"?::{types[column]}" for column in cells)
        connection.execute(
            f"insert into {table} ({', '.join(cells)}) values ({slots})",
            [value_of(cell, types[column]) for column, cell in cells.items()],
        )
