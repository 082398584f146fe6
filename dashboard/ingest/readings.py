"""What the different cells of a column mean: a code, a person, the spelling of a site.

Each column has few different cells, however many rows an export has, so they are settled here
one by one and joined to the rows in SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.ingest.layouts import ColumnRule, Layout
from dashboard.ingest.people import People
from dashboard.ingest.redaction import redact_cells
from dashboard.vocabularies import normalise, vocabularies
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Column, Table, tables


@dataclass(slots=True)
class Places:
    """How sites and sections are spelled: as the roster does, else as first met."""

    spellings: dict[tuple[str, str], str] = field(default_factory=dict)
    respelled: dict[tuple[str, str], str] = field(default_factory=dict)

    def spelling_of(self, column: str, name: str) -> str:
        """Return the department's spelling of a site or section, met or new."""
        return self.spellings.setdefault((column, normalise(name)), name)

    def knows(self, column: str, name: str) -> bool:
        """Return whether a site or section was met before."""
        return (column, normalise(name)) in self.spellings

    def spell_as_roster(self, column: str, name: str) -> str:
        """Return the roster's own spelling, which every other row has from now on."""
        before = self.spellings.get((column, normalise(name)), name)
        if before != name:
            self.respelled[column, before] = name
        self.spellings[column, normalise(name)] = name
        return name


@dataclass(frozen=True, slots=True)
class Read:
    """What was found while reading: cells a vocabulary does not know, people on no roster.

    `people` counts everybody the cells name, strangers too.
    """

    unknown_codes: dict[str, tuple[str, ...]]
    strangers: frozenset[str]
    people: int


def known_places(connection: duckdb.DuckDBPyConnection) -> Places:
    """Return the spellings in the warehouse, those of the roster first."""
    places = Places()
    order = sorted(tables().values(), key=lambda table: table.name != "radiologists")
    for table in order:
        for column in table.columns_of("place"):
            statement = staging("distinct_places")
            sql = with_names(statement, the_column=column.name, the_table=table.name)
            for (name,) in run(connection, sql).fetchall():
                places.spelling_of(column.name, name)
    return places


def write_readings(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    layout: Layout,
    people: People,
    places: Places,
) -> Read:
    """Fill `readings` for every vocabulary, person and place column of `given`."""
    run(connection, staging("create_readings"))
    unknown: dict[str, tuple[str, ...]] = {}
    strangers: set[str] = set()
    everybody: set[str] = set()
    for column in table.columns_of("vocabulary", "person", "place"):
        rule = layout.columns.get(column.name, ColumnRule(constant=""))
        cells = _different_cells(connection, column)
        kept: list[str | None] = [None] * len(cells)
        if column.kind == "vocabulary":
            meanings = [_code(column, rule, cell) for cell in cells]
            unknown[column.name] = _unknown(column, cells, meanings)
            clean = _clean(connection, column, cells, set(unknown[column.name]))
            kept = [clean.get(cell) if cell is not None else None for cell in cells]
        elif column.kind == "person":
            patients = _naming_patients(connection, column, _strangers(people, cells, rule))
            found = [_person(people, cell, rule, patients) for cell in cells]
            meanings = [pseudonym for pseudonym, _ in found]
            everybody |= {who for who in meanings if who}
            strangers |= {who for who, on_roster in found if who and not on_roster}
        else:
            names = {cell: rule.code_of(cell.strip()) for cell in cells if says_something(cell)}
            new = {cell for cell, name in names.items() if not places.knows(column.name, name)}
            # A place of the roster, or met before, is the department's word, not somebody's name.
            asked = not layout.people
            unknown_places = [name for cell, name in names.items() if asked and cell in new]
            clean = {name: name for name in names.values()}
            clean |= _clean(connection, column, unknown_places, new)
            spell = places.spell_as_roster if layout.people else places.spelling_of
            meanings = [
                spell(column.name, clean[names[cell]]) if says_something(cell) else None
                for cell in cells
            ]
        _write(connection, column, cells, meanings, kept)
    unknown = {name: cells for name, cells in unknown.items() if cells}
    return Read(unknown, frozenset(strangers), len(everybody))


def _different_cells(connection: duckdb.DuckDBPyConnection, column: Column) -> list[str | None]:
    sql = with_names(staging("distinct_cells"), the_column=column.name)
    return [cell for (cell,) in run(connection, sql).fetchall()]


def says_something(cell: str | None) -> TypeGuard[str]:
    """Return whether a cell has a letter or figure; a lone dash stands for nothing."""
    return cell is not None and any(character.isalnum() for character in cell)


def _strangers(people: People, cells: Sequence[str | None], rule: ColumnRule) -> set[str]:
    return {
        cell for cell in cells if says_something(cell) and not people.is_on_roster(cell, rule.ids)
    }


def _person(
    people: People, cell: str | None, rule: ColumnRule, patients: set[str]
) -> tuple[str | None, bool]:
    """Return who a cell means; the book does not keep a cell that names its row's patient."""
    if not says_something(cell):
        return None, True
    return people.resolve(cell, rule.ids, remember=cell not in patients)


def _naming_patients(
    connection: duckdb.DuckDBPyConnection, column: Column, cells: set[str]
) -> set[str]:
    """Return those of `cells` that hold a word of their own row's patient columns."""
    if not cells:
        return set()
    sql = with_names(staging("cells_naming_patients"), the_column=column.name)
    return {cell for (cell,) in run(connection, sql, {"cells": sorted(cells)}).fetchall()}


def _code(column: Column, rule: ColumnRule, cell: str | None) -> str | None:
    vocabulary = vocabularies()[column.vocabulary]
    return vocabulary.code_of(rule.code_of(cell) if says_something(cell) else None)


def _unknown(
    column: Column, cells: list[str | None], meanings: list[str | None]
) -> tuple[str, ...]:
    """Return the cells that have words but no code, or only the code for unmapped values."""
    unmapped = vocabularies()[column.vocabulary].unmapped
    return tuple(
        cell
        for cell, meaning in zip(cells, meanings, strict=True)
        if says_something(cell)
        and (meaning is None or (meaning == unmapped and normalise(cell) != normalise(meaning)))
    )


def _clean(
    connection: duckdb.DuckDBPyConnection,
    column: Column,
    words: Sequence[str | None],
    strange: set[str],
) -> dict[str, str]:
    """Return what is kept of each of `words`: the rules are for all, and `strange` cells, which
    nobody expected in this column, are also held against the patients of their own rows.
    """
    given = sorted({word for word in words if word is not None})
    clean = dict(zip(given, redact_cells(connection, given), strict=True))
    return clean | dict.fromkeys(_naming_patients(connection, column, strange), "[patient]")


def _write(
    connection: duckdb.DuckDBPyConnection,
    column: Column,
    cells: list[str | None],
    meanings: list[str | None],
    kept: list[str | None],
) -> None:
    lists = {"cells": cells, "meanings": meanings, "kept": kept}
    run(connection, staging("write_readings"), {"column_name": column.name, **lists})
