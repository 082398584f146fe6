"""Run the row checks of queries/checks: which rows fail, in which column, and why in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.ingest.layouts import Layout
from dashboard.ingest.readings import Read
from dashboard.sql_files import BrokenQueryFile, SqlFile, query_folder
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Column, Table

SEVERITIES = ("reject", "warn")


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one table, and of one of its columns if it is about a column."""

    file: SqlFile
    column: Column | None

    @property
    def reason(self) -> str:
        """Why a row fails it, with the column's label in place."""
        reason: str = self.file.header["reason"]
        return reason.replace("{label}", self.column.label) if self.column else reason

    @property
    def about(self) -> str | None:
        """The column the reason is about, None if it is about the row."""
        named: str | None = self.file.header.get("column")
        return self.column.name if self.column else named

    @property
    def is_listed(self) -> bool:
        """Whether a dry run lists or counts what it is about apart: words not known, strangers."""
        return "$unknown_cells" in self.file.sql or "$strangers" in self.file.sql


def checks_of(table: Table) -> Iterator[Check]:
    """Yield the checks that a table's rows go through. Raises BrokenQueryFile."""
    for file in query_folder("checks"):
        header = file.header
        if header.get("severity") not in SEVERITIES or "reason" not in header:
            raise BrokenQueryFile(
                f'{file.path.name}: the header needs severity = "reject" or "warn" and a reason.'
            )
        if "columns" in header:
            for column in table.columns:
                if _concerns(header["columns"], table, column):
                    yield Check(file, column)
        elif table.name in header.get("tables", [table.name]):
            yield Check(file, None)


def find_problems(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    layout: Layout,
    read: Read,
    received_on: date,
) -> None:
    """Fill `problems` with every row of `given` and `staged` that fails a check."""
    run(connection, staging("create_problems"))
    for check in checks_of(table):
        if check.column is not None and check.column.name not in layout.columns:
            continue
        if not _can_fail(connection, check, read):
            continue
        sql = staging("write_problems").replace("the_check", check.file.sql)
        name = check.column.name if check.column else ""
        parameters = {
            "column_name": check.about,
            "reason": check.reason,
            "severity": check.file.header["severity"],
            "received_on": received_on,
            "strangers": sorted(read.strangers),
            "unknown_cells": list(read.unknown_codes.get(name, ())),
            "cells_of_another": list(read.of_another.get(name, ())),
        }
        run(connection, with_names(sql, the_column=name), parameters)


def _concerns(columns: str | list[str], table: Table, column: Column) -> bool:
    """Return whether a check of "required day" columns, or of named ones, is about this one."""
    if isinstance(columns, list):
        return f"{table.name}.{column.name}" in columns
    words = set(columns.split())
    if "required" in words and not column.required:
        return False
    if "optional" in words and column.required:
        return False
    kinds = words - {"required", "optional"}
    return not kinds or column.kind in kinds


def _can_fail(connection: duckdb.DuckDBPyConnection, check: Check, read: Read) -> bool:
    """Return whether it is worth running: most checks of a clean file need one count alone."""
    sql, column = check.file.sql, check.column
    if column is None:
        return True
    if "$strangers" in sql:
        return bool(read.strangers)
    if "$unknown_cells" in sql:
        return column.name in read.unknown_codes
    if "$cells_of_another" in sql:
        return column.name in read.of_another
    if "given.the_column" in sql and "staged.the_column" in sql:
        counts = run(
            connection, with_names(staging("count_cells_read"), the_column=column.name)
        ).fetchone()
        if counts is None:
            return True
        rows, given, read = counts
        # An empty cell may be read as a default and make up for one that cannot be read.
        return bool(given != read or given < rows)
    return True
