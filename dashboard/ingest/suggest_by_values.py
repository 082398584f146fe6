"""What a column may be when its heading tells nothing: its values alone, where they are telling.

A person says yes to every proposal; one that is wrong costs more than one that is missing, so
that what two columns could be is proposed as neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.ingest.roster_columns import is_staff_number, says_of_a_person
from dashboard.ingest.value_shapes import share_fitting
from dashboard.warehouse.tables import Column, Table

TELLING = 0.9
TELLING_TOGETHER = 0.75
LEAST_WORDS = 2
FEWEST_NUMBERS = 5


def told_by_values(
    table: Table, columns: Sequence[Column], values: Mapping[str, Sequence[str]]
) -> list[tuple[Column, str]]:
    """Return columns of ours with the heading that only they can be, by its values.

    columns: those no heading means yet. values: the cells under each heading that means nothing
    yet, empty ones left out. Codes are told by their words, the table's day by its dates, the
    number of its rows by a heading that says number over values that differ in every row.
    """
    both = _said_together(columns, values)
    if both is not None:
        column, heading = both
        columns = [one for one in columns if one.name not in (column.name, column.often_in)]
        values = {name: cells for name, cells in values.items() if name != heading}
        return [both, *told_by_values(table, columns, values)]
    fitting = [(column, _fitting(table, column, values)) for column in columns]
    alone = [(column, headings[0]) for column, headings in fitting if len(headings) == 1]
    times = [heading for _, heading in alone]
    return [(column, heading) for column, heading in alone if times.count(heading) == 1]


def _fitting(table: Table, column: Column, values: Mapping[str, Sequence[str]]) -> list[str]:
    if column.kind == "vocabulary":
        enough = {name: cells for name, cells in values.items() if len(set(cells)) >= LEAST_WORDS}
    elif column.name == table.day:
        enough = {name: cells for name, cells in values.items() if cells}
    elif table.key == (column.name,):
        return [name for name, cells in values.items() if _numbers_rows(name, cells)]
    else:
        return []
    return [name for name, cells in enough.items() if share_fitting(column, cells) >= TELLING]


def _numbers_rows(heading: str, cells: Sequence[str]) -> bool:
    """Return whether cells tell rows apart, under "Signal no" but no staff number."""
    says_so = says_of_a_person(heading) == "number" and not is_staff_number(heading)
    return says_so and len(cells) >= FEWEST_NUMBERS and len(set(cells)) == len(cells)


def _said_together(
    columns: Sequence[Column], values: Mapping[str, Sequence[str]]
) -> tuple[Column, str] | None:
    """Return the column whose words stand under a heading among those of one it is often in.

    Of the two it is the one that knows more of the cells; the other is asked about.
    """
    by_name = {column.name: column for column in columns}
    pairs = [
        (column, by_name[column.often_in])
        for column in columns
        if column.implied and column.often_in in by_name
    ]
    for pair in pairs:
        found = [
            (shares, name)
            for name, cells in values.items()
            if len(set(cells)) >= LEAST_WORDS
            and min(shares := [share_fitting(one, cells) for one in pair]) > 0
            and sum(shares) >= TELLING_TOGETHER
        ]
        if len(found) == 1:
            (implied, other), name = found[0]
            return (pair[0] if implied > other else pair[1]), name
    return None
