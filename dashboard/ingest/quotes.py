"""Find a quotation mark that is never closed: it would swallow the rows after it in silence."""

from __future__ import annotations

import csv
from itertools import count

from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.table_text import TableText

FEWEST_COLUMNS_TO_TELL = 4


def check_quotes(table: TableText, rows_read: int, columns: int) -> None:
    """Raise CannotTake when a quote was opened and not closed where it should be.

    Looks only when the marks are odd in number, or lines went into the cells of other rows:
    `rows_read` is how many rows the reader made of the file. `columns` are those of the header.
    """
    if table.lines is None:
        return
    if table.quotes % 2 == 0 and table.lines == rows_read:
        return
    row = _row_with_open_quote(table, columns)
    if row is not None:
        raise CannotTake(
            f"{table.called}: row {row - table.row_offset} opens a quotation mark and does not "
            "close it, so the rows after it cannot be told apart; mend that row or export again."
        )


def _row_with_open_quote(table: TableText, columns: int) -> int | None:
    """Return the first row, from 1, whose quoted cell runs into the rows after it.

    A mark inside a cell of one line is only careless; a cell of several lines that ends in the
    middle of words, or at the end of the file, was never closed.
    """
    with table.path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        reader = csv.reader(file, delimiter=table.separator, strict=True)
        for number in count(1):
            line_before = reader.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return None
            except csv.Error as error:
                if reader.line_num - line_before > 1 or "end of data" in str(error):
                    return number
                continue
            if any(_swallowed_a_row(cell, table.separator, columns) for cell in cells):
                return number
    return None


def _swallowed_a_row(cell: str, separator: str, columns: int) -> bool:
    """Return whether a line inside the cell has as many cells as the header has columns."""
    if columns < FEWEST_COLUMNS_TO_TELL or "\n" not in cell:
        return False
    return any(line.count(separator) == columns - 1 for line in cell.split("\n"))
