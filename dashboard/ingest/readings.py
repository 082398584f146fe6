"""What the different cells of a column mean: a code, a person, the spelling of a site.

Each column has few different cells, however many rows an export has, so they are settled here
one by one and joined to the rows in SQL.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeGuard

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.ingest.layouts import ColumnRule, Layout
from dashboard.ingest.people import People
from dashboard.ingest.redaction import Rule, redact_cells
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

    def spell_as_roster(self, column: str, name: str) -> str:
        """Return the roster's own spelling, which every other row has from now on."""
        before = self.spellings.get((column, normalise(name)), name)
        if before != name:
            self.respelled[column, before] = name
        self.spellings[column, normalise(name)] = name
        return name


@dataclass(frozen=True, slots=True)
class Read:
    """What was found while reading: cells a vocabulary does not know, people on no roster."""

    unknown_codes: dict[str, tuple[str, ...]]
    strangers: frozenset[str]


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
    applied: tuple[Rule, ...],
) -> Read:
    """Fill `readings` for every vocabulary, person and place column of `given`."""
    run(connection, staging("create_readings"))
    unknown: dict[str, tuple[str, ...]] = {}
    strangers: set[str] = set()
    for column in table.columns_of("vocabulary", "person", "place"):
        rule = layout.columns.get(column.name, ColumnRule(constant=""))
        cells = _different_cells(connection, column)
        if column.kind == "vocabulary":
            meanings = [_code(column, rule, cell) for cell in cells]
            unknown[column.name] = _unknown(column, cells, meanings)
            kept = _kept(connection, cells, set(unknown[column.name]), applied)
        elif column.kind == "person":
            found = [_person(people, cell, rule) for cell in cells]
            meanings = [pseudonym for pseudonym, _ in found]
            strangers |= {who for who, on_roster in found if who and not on_roster}
            kept = [None] * len(cells)
        else:
            meanings = [
                places.spelling_of(column.name, rule.code_of(cell))
                if says_something(cell)
                else None
                for cell in cells
            ]
            kept = [None] * len(cells)
        _write(connection, column, cells, meanings, kept)
    return Read({name: cells for name, cells in unknown.items() if cells}, frozenset(strangers))


def _different_cells(connection: duckdb.DuckDBPyConnection, column: Column) -> list[str | None]:
    sql = with_names(staging("distinct_cells"), the_column=column.name)
    return [cell for (cell,) in run(connection, sql).fetchall()]


def says_something(cell: str | None) -> TypeGuard[str]:
    """Return whether a cell has a letter or figure; a lone dash stands for nothing."""
    return cell is not None and any(character.isalnum() for character in cell)


def _person(people: People, cell: str | None, rule: ColumnRule) -> tuple[str | None, bool]:
    return people.resolve(cell, rule.ids) if says_something(cell) else (None, True)


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


def _kept(
    connection: duckdb.DuckDBPyConnection,
    cells: list[str | None],
    unknown: set[str],
    applied: tuple[Rule, ...],
) -> list[str | None]:
    """Return the raw values to keep: known ones as they are, others through the rules."""
    strange = sorted(unknown)
    clean = dict(zip(strange, redact_cells(connection, strange, applied), strict=True))
    return [clean.get(cell, cell) if cell is not None else None for cell in cells]


def _write(
    connection: duckdb.DuckDBPyConnection,
    column: Column,
    cells: list[str | None],
    meanings: list[str | None],
    kept: list[str | None],
) -> None:
    lists = {"cells": cells, "meanings": meanings, "kept": kept}
    run(connection, staging("write_readings"), {"column_name": column.name, **lists})
