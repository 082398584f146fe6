"""Read a person's own CSV, TSV or Parquet file, column by column, with errors they can act on."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

from dashboard.own_data.refusal import WrongInput

Cell = str | None

SMALLEST, LARGEST = 1e-100, 1e100
"""Numbers nearer to nothing or larger have no square that a computer can hold."""

MISSING_NUMBERS = frozenset({"", "na", "n/a", "nan", "null", "none", ".", "-"})
"""What statistics programs and people write for a number that is not there."""

YES = frozenset({"1", "1.0", "true", "t", "yes", "y", "closed", "event"})
NO = frozenset({"0", "0.0", "false", "f", "no", "n", "open", "censored"})

_SEPARATORS = (",", ";", "\t")
_WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"})


@dataclass(frozen=True, slots=True)
class OwnFile:
    """The rows of one file as text; a column is turned into what is asked of it."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimal_comma: bool = False

    def text(self, column: str) -> list[Cell]:
        """The cells of `column`, stripped, None where empty. Raises WrongInput without it."""
        place = self._place(column)
        return [row[place] or None for row in self.rows]

    def labels(self, column: str) -> list[str]:
        """The same where no cell may be empty, such as group names."""
        cells = self.text(column)
        for row, cell in enumerate(cells, start=1):
            if cell is None:
                raise WrongInput(
                    f"{self.name}: row {row} of column '{column}' is empty and every row needs "
                    "a value there. Fill it in or leave the row out."
                )
        return [cell for cell in cells if cell is not None]

    def numbers(self, column: str) -> list[float | None]:
        """The cells of `column` as numbers, None where missing (empty, NA and the like)."""
        return [
            self.number(cell, row, column) for row, cell in enumerate(self.text(column), start=1)
        ]

    def flags(self, column: str) -> list[bool]:
        """The cells of `column` as yes or no: 1 and 0, true and false, yes and no."""
        flags = []
        for row, cell in enumerate(self.text(column), start=1):
            word = (cell or "").lower()
            if word not in YES | NO:
                raise WrongInput(
                    f"{self.name}: row {row} of column '{column}' holds {_quoted(cell)} where 1 or "
                    "0 was expected. Write 1 for closed, 0 for still open."
                )
            flags.append(word in YES)
        return flags

    def number(self, cell: Cell, row: int, column: str) -> float | None:
        """One cell as a number, None where missing; row and column are for the sentence."""
        if cell is None or cell.lower() in MISSING_NUMBERS:
            return None
        number = as_number(cell.replace(",", ".") if self.decimal_comma else cell)
        if number is None:
            raise WrongInput(
                f"{self.name}: row {row} of column '{column}' holds {_quoted(cell)} where a number "
                "was expected. Correct it, or leave it empty if it is not known."
            )
        if number and not SMALLEST <= abs(number) <= LARGEST:
            raise WrongInput(
                f"{self.name}: row {row} of column '{column}' holds {_quoted(cell)}, which is "
                "beyond what can be computed with. Give it in another unit."
            )
        return number

    def _place(self, column: str) -> int:
        found = [place for place, name in enumerate(self.header) if name == column]
        if not found:
            close = get_close_matches(column, self.header, n=1)
            hint = f"Did you mean '{close[0]}'?" if close else "Check the spelling."
            raise WrongInput(
                f"{self.name}: there is no column '{column}'; it has "
                f"{', '.join(self.header)}. {hint}"
            )
        if len(found) > 1:
            raise WrongInput(f"{self.name}: column '{column}' is there twice. Rename one of them.")
        return found[0]


def as_number(text: str) -> float | None:
    """`text` as a finite number, or None if it is not one."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if number - number == 0 and "_" not in text else None


def read_own_file(path: Path) -> OwnFile:
    """The file at `path`, every cell as stripped text.

    Separators comma, semicolon and tab are recognised from the header; Parquet by its ending.
    Raises WrongInput when there is no such file, no row in it, or it is not such a file.
    """
    if not path.is_file():
        found = "is a folder" if path.is_dir() else "is not there"
        raise WrongInput(f"{path}: {found}. Give the path of a CSV, TSV or Parquet file.")
    if path.suffix.lower() in _WORKBOOKS:
        raise WrongInput(f"{path.name}: is a workbook. Save its sheet as CSV and give that.")
    if path.suffix.lower() in (".parquet", ".pq"):
        return _read_parquet(path)
    return read_own_text(path.name, path.read_bytes())


def read_own_text(name: str, data: bytes) -> OwnFile:
    """The text file called `name` with these bytes, every cell as stripped text.

    Raises WrongInput when it is not UTF-8, not a table, or holds no row.
    """
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongInput(
            f"{name}: is not UTF-8 text. Save it as CSV UTF-8 and try again."
        ) from None
    # As a file opened for text would: one kind of line end.
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    separator = _separator(content, name)
    try:
        lines = [line for line in _lines(content, separator) if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise WrongInput(f"{name}: cannot be read as a table ({error}).") from None
    header = tuple(name.strip() for name in lines[0]) if lines else ()
    rows = [tuple(cell.strip() for cell in line) for line in lines[1:]]
    return _checked(name, header, rows, decimal_comma=separator == ";")


def _lines(content: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True))


def _separator(content: str, name: str) -> str:
    """The separator that splits the header into most names; tab for a .tsv."""
    if name.lower().endswith(".tsv"):
        return "\t"
    first = content.lstrip("\r\n").splitlines()[:1]
    counts = Counter({mark: first[0].count(mark) for mark in _SEPARATORS} if first else {})
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] else ","


def _checked(
    name: str, header: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], decimal_comma: bool
) -> OwnFile:
    if not header:
        raise WrongInput(f"{name}: is empty. The first line must name the columns.")
    if not rows:
        raise WrongInput(f"{name}: has a header and no rows below it.")
    width = len(header)
    full = []
    for number, row in enumerate(rows, start=1):
        if any(row[width:]):
            raise WrongInput(
                f"{name}: row {number} has {len(row)} cells and the header names {width}. "
                "Put text with separators in quotes."
            )
        full.append((*row[:width], *(None,) * (width - len(row))))
    return OwnFile(name, header, tuple(full), decimal_comma)


def _read_parquet(path: Path) -> OwnFile:
    import duckdb

    with duckdb.connect() as connection:
        try:
            answer = connection.execute("select * from read_parquet($path)", {"path": str(path)})
            header = tuple(column[0] for column in answer.description or ())
            rows = [tuple(_parquet_cell(value) for value in row) for row in answer.fetchall()]
        except duckdb.Error:
            raise WrongInput(f"{path.name}: cannot be read as Parquet.") from None
    return _checked(path.name, header, rows, decimal_comma=False)


def _parquet_cell(value: object) -> Cell:
    if value is None or value != value:
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value).strip()


def _quoted(cell: Cell) -> str:
    return "nothing" if cell is None else f"'{cell}'"


def only_once(file: OwnFile, column: str, labels: Sequence[str]) -> None:
    """Raise WrongInput if a label occurs in two rows."""
    seen: dict[str, int] = {}
    for row, label in enumerate(labels, start=1):
        if label in seen:
            raise WrongInput(
                f"{file.name}: '{label}' is in rows {seen[label]} and {row} of column '{column}'. "
                "Add its rows up first, so that each has one."
            )
        seen[label] = row
