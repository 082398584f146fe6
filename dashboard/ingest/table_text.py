"""One table of text, ready to be read: its separator, its first rows, where its header is."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from dashboard.ingest.limits import (
    BYTES_PEEKED,
    MOST_COLUMNS,
    ROWS_PEEKED,
    ROWS_SEARCHED_FOR_HEADER,
)
from dashboard.ingest.plain_text import BLANK_LINE_MARK
from dashboard.ingest.refusal import CannotTake
from dashboard.vocabularies import normalise

SEPARATORS = (",", ";", "\t", "|")
RARE_SEPARATORS = ("^", "~")
FEWEST_CELLS = 3
MOST = 0.5


@dataclass(frozen=True, slots=True)
class TableText:
    """A plain UTF-8 text table at `path`, of the export called `file` (and its `sheet`).

    `first_rows` are its first rows as cells; `row_offset` turns its line count into the row
    number a person sees in the original. `marked` says that blank lines hold a mark, `untidy`
    that cells need more than the spaces around them taken off. `lines` and `quotes` count line
    ends and quotation marks, None where quoting cannot be wrong. `hidden_sheets` counts those of
    its workbook.
    """

    path: Path
    file: str
    sheet: str | None
    separator: str
    first_rows: tuple[tuple[str, ...], ...]
    marked: bool = False
    untidy: bool = True
    row_offset: int = 0
    notes: tuple[str, ...] = ()
    hidden_sheets: int = 0
    lines: int | None = None
    quotes: int = 0

    @property
    def width(self) -> int:
        """The number of columns of its widest row among the first."""
        return max((len(row) for row in self.first_rows), default=0)

    @property
    def called(self) -> str:
        """What to call it in a sentence: the file, and the sheet if it has several."""
        return f"{self.file}, sheet {self.sheet}" if self.sheet else self.file


def peek(path: Path, separator: str) -> tuple[tuple[str, ...], ...]:
    """Return the first rows of the file as cells; blank lines are empty rows."""
    return _rows(_start_of(path), separator)


def find_separator(path: Path, known_names: frozenset[str]) -> str:
    """Return the separator under which most known column names appear, else the steadiest one.

    `known_names` are normalised column names of every layout. A caret or tilde separates where
    the first line holds no other mark and most rows have as many cells as it: both stand
    within the cells of other tables, as in DOE^JOHN.
    """
    text = _start_of(path)
    rare = [mark for mark in RARE_SEPARATORS if _separates_alone(text, mark)]
    if len(rare) == 1:
        return rare[0]
    scores = {mark: _score(_rows(text, mark), known_names) for mark in SEPARATORS}
    return max(SEPARATORS, key=lambda mark: scores[mark])


def is_prose(rows: tuple[tuple[str, ...], ...], known_names: frozenset[str]) -> bool:
    """Return whether few lines have as many cells, three or more, and none holds headings."""
    filled = [len(row) for row in rows if any(row)]
    widths = Counter(width for width in filled if width > 2)
    names, _ = _score(rows, known_names)
    return not names and 2 * max(widths.values(), default=0) < len(filled)


def check_width(table: TableText) -> None:
    """Raise CannotTake when a table has more columns than any export has."""
    if table.width > MOST_COLUMNS:
        raise CannotTake(
            f"{table.called}: {table.width} columns, expected at most {MOST_COLUMNS}; "
            "export only the columns the layout needs."
        )


def _separates_alone(text: str, separator: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip(BLANK_LINE_MARK + " ")), "")
    cells = first.count(separator) + 1
    if cells < FEWEST_CELLS or any(mark in first for mark in SEPARATORS):
        return False
    widths = [len(row) for row in _rows(text, separator) if any(row)]
    return widths.count(cells) > MOST * len(widths)


def _start_of(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(BYTES_PEEKED)
    if len(start) == BYTES_PEEKED:
        start = start[: start.rfind(b"\n") + 1] or start
    return start.decode("utf-8-sig", errors="replace")


def _rows(text: str, separator: str) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    csv.field_size_limit(BYTES_PEEKED * 2)
    try:
        for cells in reader:
            rows.append(tuple(cell.replace(BLANK_LINE_MARK, "") for cell in cells))
            if len(rows) == ROWS_PEEKED:
                break
    except csv.Error:
        pass  # what was read so far is enough to recognise it, or to say that nothing is
    return tuple(rows)


def _score(rows: tuple[tuple[str, ...], ...], known: frozenset[str]) -> tuple[int, float]:
    """Return the most known names in one row, then how steadily the rows have several cells."""
    searched = rows[:ROWS_SEARCHED_FOR_HEADER]
    names = max((len(known & {normalise(cell) for cell in row}) for row in searched), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    steady = max((width * count for width, count in widths.items()), default=0)
    return (names if names > 1 else 0, steady / (len(rows) or 1))
