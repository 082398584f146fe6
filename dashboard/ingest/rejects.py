"""Write the full rejected rows to a file the person asked for, to be corrected and taken again."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard.home import Home
from dashboard.ingest.connection import run, staging
from dashboard.ingest.recognise import Match
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.table_text import TableText
from dashboard.private_files import private_file
from dashboard.warehouse.names import with_names

WHAT = "rejected rows"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class RejectedTable:
    """The rejected rows of one table: its name, its headings, the rows with their reasons."""

    called: str
    headings: list[str]
    rows: list[list[str]]


@dataclass(slots=True)
class Rejects:
    """Collects rejected rows of a run; holds nothing when no file was asked for."""

    path: Path | None
    found: list[RejectedTable] = field(default_factory=list)

    def collect(
        self, connection: duckdb.DuckDBPyConnection, source: TableText, match: Match
    ) -> None:
        """Keep the rejected rows of the table that is staged now."""
        if self.path is None:
            return
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
        if rows:
            headings = ["Row", "Why it was rejected", *match.headings]
            table = [[str(row[0]), row[1], *(cell or "" for cell in row[2])] for row in rows]
            self.found.append(RejectedTable(source.called, headings, table))

    def hand_out(self, home: Home) -> None:
        """Write one file a table: the name asked for, numbered from the second on.

        Each that lies outside the home has left it, which is put into the audit trail; where it
        cannot be, no file stays.
        """
        written = self._write()
        try:
            for path, table in zip(written, self.found, strict=True):
                if not path.resolve().is_relative_to(home.path.resolve()):
                    home.record("export", file=path.name, what=WHAT, rows=len(table.rows))
        except BaseException:
            for path in written:
                path.unlink(missing_ok=True)
            raise

    def _write(self) -> list[Path]:
        written = []
        for number, table in enumerate(self.found, start=1):
            assert self.path is not None
            name = self.path if number == 1 else _numbered(self.path, number)
            try:
                with private_file(name) as file:
                    writer = csv.writer(file, lineterminator="\n")
                    writer.writerow(table.headings)
                    writer.writerows([[without_formula(cell) for cell in r] for r in table.rows])
                written.append(name)
            except OSError as error:
                raise CannotTake(
                    f"--rejects {name}: cannot be written ({error.strerror}); choose another file."
                ) from error
        return written


def without_formula(cell: str) -> str:
    """Return the cell with a mark before it if a spreadsheet would run it as a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}-{number}{path.suffix}")
