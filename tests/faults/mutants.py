"""Mutants: valid exports with one to three things done to them, the same for the same seed."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from random import Random
from typing import Any
from zipfile import ZipFile

import pyarrow
import pyarrow.parquet
import xlsxwriter

from tests.faults import valid_exports
from tests.faults.mutations import (
    BLANK,
    BYTE_CHANGES,
    COLUMN_CHANGES,
    ROW_CHANGES,
    TEXT_CHANGES,
    Grid,
)
from tests.faults.valid_exports import Export, zipped

ROWS = 6
EXPORTS: tuple[Export, ...] = (
    valid_exports.cases(ROWS),
    valid_exports.reviews(ROWS),
    valid_exports.feedback(ROWS),
    valid_exports.volumes(ROWS),
    valid_exports.conferences(ROWS),
    valid_exports.attendance(ROWS),
    valid_exports.actions(ROWS),
    valid_exports.events(ROWS),
    valid_exports.targets(),
    valid_exports.roster(),
)
# Most exports are text; each workbook starts a process of its own.
KINDS = ("csv",) * 12 + ("json", "jsonl", "json", "parquet", "parquet", "zip", "xlsx", "xlsx")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One spoilt export: its file name, its bytes, what was done, and how many rows it has.

    `rows` is None where nobody could say how many there are.
    """

    number: int
    file: str
    content: bytes
    done: tuple[str, ...]
    rows: int | None

    def __str__(self) -> str:
        return f"mutant {self.number}, {self.file}: {', '.join(self.done)}"


def mutant(seed: int, number: int) -> Mutant:
    """The mutant of this number, the same for the same seed."""
    chance = Random(f"{seed}-{number}")
    export, kind = chance.choice(EXPORTS), chance.choice(KINDS)
    grid = [list(row) for row in (export.headings, *export.rows)]
    how = chance.choice(("rows", "rows", "columns", "columns", "text", "bytes", "bytes"))
    done: list[str] = []
    changes = {"rows": ROW_CHANGES, "columns": COLUMN_CHANGES}.get(how, ())
    for change in _some(chance, changes):
        if grid and grid[0]:
            change(grid, chance)
            done.append(change.__name__)
    content = _content(grid, kind, export.separator)
    changes_of_bytes = TEXT_CHANGES if how == "text" and kind != "xlsx" else BYTE_CHANGES
    for change_data in _some(chance, changes_of_bytes if how in ("text", "bytes") else ()):
        content = _within(content, kind, change_data, chance)
        done.append(change_data.__name__)
    name = f"{export.file.partition('.')[0]}.{kind}"
    rows = rows_of(grid) if how == "rows" and kind == "csv" else None
    return Mutant(number, name, content, tuple(done), rows)


def rows_of(grid: Grid) -> int:
    """How many rows below the header say anything."""
    return sum(any(cell.strip(BLANK) for cell in row) for row in grid[1:])


def _some(chance: Random, changes: tuple[Any, ...]) -> list[Any]:
    return [chance.choice(changes) for _ in range(chance.choice((1, 1, 2, 3)) if changes else 0)]


def _within(
    content: bytes, kind: str, change: Callable[[bytes, Random], bytes], chance: Random
) -> bytes:
    """Change a file; of a ZIP or workbook, often a member, so that it still unpacks."""
    if kind not in ("zip", "xlsx") or chance.random() < 0.4:
        return change(content, chance)
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return change(content, chance)  # it was changed before and is no ZIP any more
    if not members:  # one that was changed before can say that it holds nothing
        return change(content, chance)
    name = chance.choice(sorted(members))
    return zipped({**members, name: change(members[name], chance)})


def _content(grid: Grid, kind: str, separator: str) -> bytes:
    if kind in ("csv", "zip"):
        text = StringIO()
        csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(grid)
        data = text.getvalue().encode(errors="surrogatepass")
        return data if kind == "csv" else zipped({"export.csv": data})
    if kind == "xlsx":
        return _workbook(grid)
    records = [dict(zip(grid[0], row, strict=False)) for row in grid[1:]]
    if kind == "json":
        return json.dumps(records).encode()
    if kind == "jsonl":
        return "\n".join(json.dumps(record) for record in records).encode()
    buffer = BytesIO()
    names = list(dict.fromkeys(grid[0])) or ["nothing"]
    columns = [[record.get(name) for record in records] for name in names]
    table = pyarrow.table([pyarrow.array(column, "string") for column in columns], names=names)
    pyarrow.parquet.write_table(table, buffer)
    return buffer.getvalue()


def _workbook(grid: Grid) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2025, 4, 1)})
        sheet = book.add_worksheet()
        for place, row in enumerate(grid):
            for at, cell in enumerate(row):
                sheet.write_string(place, at, cell)
    return buffer.getvalue()
