"""Carry the rows of an earlier generation into tables of today's shape and vocabularies.

Exports are not kept, so the warehouse is the history. Raw words stay beside their codes, so a
word that a vocabulary or a layout learned since is mapped now, without its export.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard.command_line import PROGRAM
from dashboard.home import HomeProblem
from dashboard.ingest.connection import create_macros, run, staging
from dashboard.ingest.layouts import ColumnRule, Layout
from dashboard.ingest.row_keys import write_keys
from dashboard.schema_version import SCHEMA_VERSION
from dashboard.vocabularies import vocabularies
from dashboard.warehouse.create import create_warehouse, vocabularies_hash
from dashboard.warehouse.names import quoted, with_names
from dashboard.warehouse.tables import Column, Table, books, tables

NOT_CARRIED = frozenset({"vocabularies", "schema_version", "coverage"})
Layouts = dict[str, Layout]


def has_todays_words(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> bool:
    """Return whether a generation, copied to `connection`, has today's vocabularies.

    Raises HomeProblem when its tables are of another version than this program's.
    """
    row = run(connection, staging("read_schema_version")).fetchone()
    version, words = row or (None, None)
    if version != SCHEMA_VERSION:
        raise HomeProblem(
            f"{warehouse}: its tables are of version {version}, this program's of version "
            f"{SCHEMA_VERSION}; bring the home up to date with `{PROGRAM} migrate`."
        )
    return bool(words == vocabularies_hash())


def carry_over(
    connection: duckdb.DuckDBPyConnection, earlier: Path, layouts: tuple[Layout, ...]
) -> None:
    """Fill the empty database of `connection` with the tables and rows of `earlier`.

    Codes are settled anew from the raw words by today's vocabularies and `layouts`; a row whose
    layout is gone keeps its code. Keys are written anew, as codes are part of some.
    """
    create_warehouse(connection)
    create_macros(connection)
    place = str(earlier).replace("'", "''")
    connection.execute(f"attach '{place}' as earlier (read_only)")
    try:
        by_name = {layout.name: layout for layout in layouts}
        for name in books():
            if name not in NOT_CARRIED:
                _carry_book(connection, name)
        for table in tables().values():
            _carry_table(connection, table, by_name)
    finally:
        connection.execute("detach earlier")


def _carry_book(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    columns = _columns_in_both(connection, name)
    if columns:
        run(connection, with_names(staging("carry_book"), the_table=name, the_columns=columns))


def _carry_table(connection: duckdb.DuckDBPyConnection, table: Table, layouts: Layouts) -> None:
    columns = _columns_in_both(connection, table.name)
    if not columns:
        return
    codes = {column.name for column in table.columns_of("vocabulary")}
    expressions = [
        f"cast({quoted(name)} as text) as {quoted(name)}" if name in codes else quoted(name)
        for name in columns
    ]
    sql = staging("carried").replace("the_expressions", ", ".join(expressions))
    run(connection, with_names(sql, the_table=table.name))
    for column in table.columns_of("vocabulary"):
        if column.keeps_raw and f"{column.name}_raw" in columns:
            _settle_codes(connection, column, layouts)
    run(connection, with_names(staging("keep_carried"), the_table=table.name))
    write_keys(connection, table)


def _columns_in_both(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    rows = run(connection, staging("columns_in_both"), {"table_name": table}).fetchall()
    return [name for (name,) in rows]


def _settle_codes(connection: duckdb.DuckDBPyConnection, column: Column, layouts: Layouts) -> None:
    """Give each raw word in `carried` the code it has today."""
    names = {"the_column": column.name, "the_raw": f"{column.name}_raw"}
    words = run(connection, with_names(staging("carried_words"), **names)).fetchall()
    settled = [
        (layout, raw, code, _code(column, layouts, layout, raw, code))
        for layout, raw, code in words
    ]
    changed = [word for word in settled if word[2] != word[3]]
    if changed:
        lists = {
            "layouts": [layout for layout, _, _, _ in changed],
            "raws": [raw for _, raw, _, _ in changed],
            "codes": [code for _, _, _, code in changed],
        }
        run(connection, with_names(staging("recode_carried"), **names), lists)


def _code(
    column: Column, layouts: Layouts, layout: str | None, raw: str | None, code: str | None
) -> str | None:
    vocabulary = vocabularies()[column.vocabulary]
    known = {entry.code for entry in vocabulary.codes}
    rule = layouts[layout].columns.get(column.name) if layout in layouts else None
    if raw is not None and (rule is not None or code == vocabulary.unmapped or code is None):
        fresh = vocabulary.code_of((rule or ColumnRule(constant="")).code_of(raw))
        if fresh is not None and fresh != vocabulary.unmapped:
            return fresh
    return code if code in known else vocabulary.unmapped
