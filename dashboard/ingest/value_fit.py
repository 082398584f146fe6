"""How well the values under a table's headings look like what a layout says they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from dashboard.ingest.layouts import ColumnRule, Layout
from dashboard.ingest.table_text import TableText
from dashboard.ingest.value_shapes import day_of, knows, share_fitting, share_of
from dashboard.vocabularies import vocabularies
from dashboard.warehouse.tables import Column, tables

TELLING = ("day", "number", "yes_no", "vocabulary")
ROWS_LOOKED_AT = 100
VALUES_LOOKED_AT = 40
AS_GOOD_AS_ALL = 0.8
HARDLY_ANY = 0.5


def fit_of_values(
    table: TableText, layout: Layout, header_row: int, positions: dict[str, int]
) -> tuple[float, tuple[str, ...]]:
    """Return how well values fit, 0 to 1, and our columns under which hardly any does.

    Looks at the first hundred rows below the header (counted from 1). A few odd cells are
    nothing: four in five that fit are as good as all. Ids, people, places and text can look
    like anything and say nothing; where only they are filled the fit is 1.
    """
    shares: dict[str, float] = {}
    for column in tables()[layout.table].columns_of(*TELLING):
        if column.name in positions:
            values = _values(table, header_row, positions[column.name])
            if values:
                shares[column.name] = _share(column, layout.columns[column.name], values)
    if not shares:
        return 1.0, ()
    fits = [min(1.0, share / AS_GOOD_AS_ALL) for share in shares.values()]
    strange = tuple(name for name, share in shares.items() if share < HARDLY_ANY)
    return sum(fits) / len(fits), strange


def _values(table: TableText, header_row: int, place: int) -> tuple[str, ...]:
    rows = table.first_rows[header_row : header_row + ROWS_LOOKED_AT]
    cells = (row[place].strip() for row in rows if place < len(row))
    return tuple(islice((cell for cell in cells if cell), VALUES_LOOKED_AT))


def _share(column: Column, rule: ColumnRule, values: Sequence[str]) -> float:
    if rule.pattern is not None:
        return 1.0  # what counts is a part of the cell
    if column.kind == "vocabulary":
        vocabulary = vocabularies()[column.vocabulary]
        return share_of(values, lambda value: knows(vocabulary, rule.code_of(value)))
    if column.kind == "day" and rule.dates:
        return share_of(values, lambda value: _is_day(value, rule.dates))
    return share_fitting(column, values)


def written_as(values: Sequence[str], formats: Sequence[str]) -> bool:
    """Return whether most values are days in one of these formats, as a layout says they are."""
    return share_of(values, lambda value: _is_day(value, formats)) >= HARDLY_ANY


def _is_day(value: str, formats: Sequence[str]) -> bool:
    return any(day_of(value, style, whole=True) or day_of(value, style) for style in formats)
