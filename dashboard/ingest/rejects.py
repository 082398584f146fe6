"""Write the full rejected rows to a file the person asked for, to be corrected and taken again."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard.formula_cells import without_formula
from dashboard.home import Home
from dashboard.ingest.connection import run, staging
from dashboard.ingest.file_names import without_numbers
from dashboard.ingest.recognise import Match
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.table_text import TableText
from dashboard.private_files import private_file
from dashboard.warehouse.names import with_names

WHAT = "rejected rows"


@dataclass(frozen=True, slots=True)
class RejectedTable:
    """The rejected rows of one table: its name, its headings, the rows with their reasons."""

    called: str
    headings: list[str]
    rows: list[list[str]]


@dataclass(slots=True)
class Rejects:
    """The files that get rejected rows, one a table: `path`, numbered from the second on.

    The runs that take the files of one command share it, so that none writes over another's.
    """

    path: Path
    written: list[tuple[Path, RejectedTable]] = field(default_factory=list)

    def hand_out(self, home: Home, tables: list[RejectedTable]) -> None:
        """Write a file for each of the tables of a run.

        Each that lies outside the home has left it, which is put into the audit trail; where one
        cannot be written, or that cannot be noted, none of them stays. Raises CannotTake.
        """
        new: list[tuple[Path, RejectedTable]] = []
        try:
            for table in tables:
                self._write(table, new)
            for path, table in new:
                if not path.resolve().is_relative_to(home.path.resolve()):
                    home.record(
                        "export", file=without_numbers(path.name), what=WHAT, rows=len(table.rows)
                    )
        except BaseException:
            for path, _ in new:
                path.unlink(missing_ok=True)
            raise
        self.written += new

    def _write(self, table: RejectedTable, new: list[tuple[Path, RejectedTable]]) -> None:
        """Write the next file, and note it in `new` as soon as it is there."""
        number = len(self.written) + len(new) + 1
        path = self.path if number == 1 else _numbered(self.path, number)
        try:
            with private_file(path) as file:
                new.append((path, table))
                writer = csv.writer(file, lineterminator="\n")
                file.write("\ufeff")  # without it a spreadsheet reads the names as another encoding
                for row in (table.headings, *table.rows):
                    writer.writerow([without_formula(cell) for cell in row])
        except OSError as error:
            raise CannotTake(
                f"--rejects {path}: cannot be written ({error.strerror}); choose another file."
            ) from error


def rejected_table(
    connection: duckdb.DuckDBPyConnection, source: TableText, match: Match
) -> RejectedTable | None:
    """Return the rejected rows of the table that is staged now, None where there are none."""
    cells = [f"c{place + 1}" for place in range(len(match.headings) + 1)]
    rows = run(
        connection,
        with_names(staging("rejected_cells"), the_cells=cells),
        {
            "path": str(source.path),
            "separator": source.separator,
            "cells": dict.fromkeys(cells, "VARCHAR"),
            "row_offset": source.row_offset,
        },
    ).fetchall()
    if not rows:
        return None
    headings = ["Row", "Why it was rejected", *match.headings]
    table = [[str(row[0]), row[1], *(cell or "" for cell in row[2])] for row in rows]
    return RejectedTable(source.called, headings, table)


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}-{number}{path.suffix}")
