"""The columns of a dropped table: heading, how many cells, which values, a few to show a person."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.ingest.identifiers import identifier_names
from dashboard.ingest.limits import ROWS_SEARCHED_FOR_HEADER
from dashboard.ingest.plain_text import BLANK_LINE_MARK
from dashboard.ingest.table_text import TableText
from dashboard.ingest.value_shapes import date_readings
from dashboard.vocabularies import heading_words, normalise

ROWS_COUNTED = 200_000
MOST_DIFFERENT = 2_000
SAMPLES = 3
FEW_VALUES = 12
LONGEST_SAMPLE = 40
WORDS_OF_TEXT = 4
LOOKS_NUMBERED = re.compile(r"[A-Za-z]{0,4}\d?[\d-]*\d{5,}")
NAMES_ONE_PERSON = frozenset({"mrn", "ssn", "dob", "phn", "empi", "csn", "accession"})


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of a table, `place` counted from 0.

    `values` are its different values with how many rows have each, most frequent first; none
    where there are more than can be told apart at a glance. `identifier` says that it names or
    numbers a patient and is never kept, `masked` that it may, so that only the shape of its
    values is shown.
    """

    place: int
    heading: str
    filled: int
    values: tuple[tuple[str, int], ...]
    identifier: bool
    masked: bool

    def samples(self, mask: bool = False) -> tuple[str, ...]:
        """Return up to three values to show, only their shape if `mask` or the column asks for it.

        Of few different values the most frequent, of many the first by the alphabet: never those
        of one row, which would tell of one case, nor the people who come up most.
        """
        if self.is_text:
            words = sum(len(value.split()) for value, _ in self.values) / len(self.values)
            return (f"text of about {words:.0f} words",)
        values = [value for value, _ in self.values]
        ordered = values if len(values) <= FEW_VALUES else sorted(values)
        shown = (value[:LONGEST_SAMPLE] for value in ordered)
        if mask or self.masked:
            shown = (shape_of(value) for value in shown)
        return tuple(dict.fromkeys(shown))[:SAMPLES]

    @property
    def is_text(self) -> bool:
        """Whether its values are sentences, which can hold anything and are not shown."""
        lengths = [len(value.split()) for value, _ in self.values]
        return bool(lengths) and sum(lengths) / len(lengths) > WORDS_OF_TEXT


def shape_of(value: str) -> str:
    """Return the shape of a value: NC25-1234567 is AA99-9999999."""
    letters = re.sub(r"[^\W\d_]", lambda m: "A" if m.group().isupper() else "a", value)
    return re.sub(r"\d", "9", letters)


def header_row_of(table: TableText) -> int:
    """Return the row of the column names, from 1: the first with the most cells; 0 if none."""
    row, most = 0, 0
    for number, cells in enumerate(table.first_rows[:ROWS_SEARCHED_FOR_HEADER], start=1):
        filled = sum(1 for cell in cells if cell.strip())
        if filled > most:
            row, most = number, filled
    return row


def columns_of(table: TableText, header_row: int) -> tuple[tuple[FileColumn, ...], int]:
    """Return the columns under the header (rows counted from 1), and how many rows there are.

    A heading that comes twice is listed once: a layout finds columns by their name. Values are
    counted in the first 200,000 rows. Reads the file at `table.path`.
    """
    if not header_row:
        return (), 0
    headings = [cell.strip() for cell in table.first_rows[header_row - 1]]
    counters: list[Counter[str]] = [Counter() for _ in headings]
    filled, rows = [0] * len(headings), 0
    for row in _rows_below(table, header_row):
        rows += 1
        for place, cell in enumerate(row[: len(headings)]):
            if value := cell.strip():
                filled[place] += 1
                _count(counters[place], value)
    named = {normalise(heading): place for place, heading in reversed(list(enumerate(headings)))}
    return tuple(
        _column(place, heading, filled[place], counters[place])
        for place, heading in enumerate(headings)
        if heading and named[normalise(heading)] == place
    ), rows


def _count(counter: Counter[str], value: str) -> None:
    if value in counter or len(counter) < MOST_DIFFERENT:
        counter[value] += 1


def _rows_below(table: TableText, header_row: int) -> Iterator[list[str]]:
    """Yield the rows under the header that have a cell, up to the most that are counted."""
    csv.field_size_limit(2**24)
    seen = 0
    with table.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter=table.separator), start=1):
            cells = [cell.replace(BLANK_LINE_MARK, "") for cell in row] if table.marked else row
            if number > header_row and any(cell.strip() for cell in cells):
                yield cells
                seen += 1
            if seen == ROWS_COUNTED:
                return


def _column(place: int, heading: str, filled: int, counter: Counter[str]) -> FileColumn:
    values = tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
    words = heading_words(heading)
    identifier = bool({words, normalise(heading)} & identifier_names())
    masked = identifier or bool(NAMES_ONE_PERSON & set(words.split())) or _numbers_people(values)
    return FileColumn(place, heading, filled, values, identifier, masked)


def _numbers_people(values: tuple[tuple[str, int], ...]) -> bool:
    """Return whether most values look like record or accession numbers, each nearly its own."""
    if not values or sum(count for _, count in values) > 2 * len(values):
        return False
    words = [value for value, _ in values[:200]]
    numbered = sum(1 for value in words if LOOKS_NUMBERED.fullmatch(value))
    return numbered > 0.8 * len(words) and not date_readings(words)
