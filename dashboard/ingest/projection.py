"""From the cells of an export to our column names, as a list of SQL expressions.

Cells are called c1, c2, … by their place, so no heading of an export ever becomes SQL; what a
layout says (patterns, constants) goes in as parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.ingest.identifiers import exam_number_position, identifier_positions
from dashboard.ingest.layouts import ColumnRule
from dashboard.ingest.recognise import Match
from dashboard.ingest.table_text import TableText
from dashboard.vocabularies import normalise
from dashboard.warehouse.names import quoted
from dashboard.warehouse.tables import tables

PART_SIGN = " with "


@dataclass(frozen=True, slots=True)
class Projection:
    """The expressions of a layout over the cells of one table, and their parameters.

    `read` are the names of our columns that come from the export (not constants); `people` the
    names of the columns that only people.json receives.
    """

    expressions: tuple[str, ...]
    parameters: dict[str, Any]
    read: tuple[str, ...]
    people: tuple[str, ...]
    cells: tuple[str, ...]
    required_missing: str


def project(table: TableText, match: Match) -> Projection:
    """Return the projection of a recognised table of text."""
    width = len(match.headings)
    expressions: list[str] = []
    parameters: dict[str, Any] = {}
    columns = tables()[match.layout.table].columns
    for column in columns:
        rule = match.layout.columns.get(column.name)
        expression, given = _column(column.name, rule, match.positions, table)
        expressions.append(expression)
        parameters |= given
    people = _people_columns(match)
    expressions += [f"{_joined(table, places)} as {name}" for name, places in people.items()]
    kept = set(match.positions.values()) | {p for places in people.values() for p in places}
    denied = identifier_positions(match.headings, kept)
    expressions.append(f"{_joined(table, denied, 31)} as denied" if denied else "null as denied")
    exam = exam_number_position(match.headings)
    number = "null" if exam is None else _value(table, exam)
    expressions.append(f"cast({number} as text) as exam_number")
    expressions.append(f"clean_value({_cell(width)}) is not null as overflows")
    required = [
        match.positions[c.name] for c in columns if c.required and c.name in match.positions
    ]
    return Projection(
        expressions=tuple(expressions),
        parameters=parameters,
        read=tuple(column.name for column in columns if column.name in match.positions),
        people=tuple(people),
        cells=tuple(f"c{place + 1}" for place in range(width)),
        required_missing=" or ".join(f"{_cell(place)} is null" for place in required) or "true",
    )


def _cell(place: int) -> str:
    return quoted(f"c{place + 1}")


def _value(table: TableText, place: int) -> str:
    """Return the cell without what surrounds it, and without the marks of blank lines."""
    cell = f"replace({_cell(place)}, chr(31), '')" if table.marked else _cell(place)
    return f"clean_value({cell})" if table.untidy else f"nullif(trim({cell}), '')"


def _joined(table: TableText, places: tuple[int, ...], mark: int = 32) -> str:
    """Return the cells as one text, a space or another character between them."""
    return (
        f"nullif(concat_ws(chr({mark}), {', '.join(_value(table, place) for place in places)}), '')"
    )


def _column(
    name: str, rule: ColumnRule | None, positions: Mapping[str, int], table: TableText
) -> tuple[str, dict[str, Any]]:
    place = positions.get(name)
    if rule is not None and rule.constant is not None:
        return f"$constant_{name} as {quoted(name)}", {f"constant_{name}": rule.constant}
    if rule is None or place is None:
        return f"cast(null as text) as {quoted(name)}", {}
    value = _value(table, place)
    if rule.together_with:
        others = [
            _value(table, positions[ours]) for ours in rule.together_with if ours in positions
        ]
        joined = f"concat_ws('{PART_SIGN}', {', '.join([value, *others])})"
        return f"case when {value} is not null then {joined} end as {quoted(name)}", {}
    if rule.pattern is None:
        return f"{value} as {quoted(name)}", {}
    part = f"nullif(regexp_extract({value}, $pattern_{name}, 1), '')"
    return f"{part} as {quoted(name)}", {f"pattern_{name}": rule.pattern}


def _people_columns(match: Match) -> dict[str, tuple[int, ...]]:
    """Return the columns that say who people are, to the places they are made of."""
    people = match.layout.people
    if people is None:
        return {}
    places: dict[str, int] = {}
    for place, heading in enumerate(match.headings):
        places.setdefault(normalise(heading), place)
    wanted = {
        "people_name": people.name,
        "people_email": (people.email,),
        "people_aliases": (people.aliases,),
        **{f"people_id_{kind}": (heading,) for kind, heading in people.ids.items()},
    }
    found = {
        name: tuple(places[normalise(h)] for h in headings if h and normalise(h) in places)
        for name, headings in wanted.items()
    }
    return {name: where for name, where in found.items() if where}
