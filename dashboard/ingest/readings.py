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
from dashboard.ingest.redaction import WORD, know_places, redact_cells
from dashboard.vocabularies import normalise, vocabularies
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Column, Table, tables

PATIENT = "[patient]"
FEW_ROWS = 5
"""A cell that stands in as many rows is hardly somebody who was typed into the wrong field."""


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

    `of_another` are the cells of a column that say another column alone: "Great call", where one
    list tells what a case is and what it is about, is no category. `people` counts everybody the
    cells name, strangers too.
    """

    unknown_codes: dict[str, tuple[str, ...]]
    of_another: dict[str, tuple[str, ...]]
    strangers: frozenset[str]
    people: int


@dataclass(frozen=True, slots=True)
class Given:
    """The different cells of one column, how its layout reads them, whether it is the roster's."""

    column: Column
    rule: ColumnRule
    cells: list[str | None]
    is_roster: bool

    def names(self) -> dict[str | None, str]:
        """Return what the layout calls each cell that says something."""
        return {
            cell: self.rule.code_of(cell.strip()) for cell in self.cells if says_something(cell)
        }

    def new_places(self, places: Places) -> set[str]:
        """Return the cells of a place nobody met before."""
        knows = places.knows
        return {
            cell
            for cell, name in self.names().items()
            if cell and not knows(self.column.name, name)
        }

    def public(self, places: Places) -> list[str]:
        """Return the words of these cells that are kept as they are and may name somebody.

        A word of the vocabulary, and a place of the roster or met before, name nobody.
        """
        if self.column.kind == "vocabulary":
            known = vocabularies()[self.column.vocabulary].spellings
            return [cell for cell in self.cells if cell and normalise(cell) not in known]
        if self.column.kind == "person" or self.is_roster:
            return []
        new = self.new_places(places)
        return [name for cell, name in self.names().items() if cell in new]


def known_places(connection: duckdb.DuckDBPyConnection) -> Places:
    """Return the spellings in the warehouse, those of the roster first."""
    places = Places()
    order = sorted(tables().values(), key=lambda table: table.name != "radiologists")
    sources = [(table.name, one.name) for table in order for one in table.columns_of("place")]
    spellings = " union all ".join(
        with_names(
            staging("distinct_places").replace("$place", f"$place_{number}"),
            the_table=table,
            the_column=column,
        )
        for number, (table, column) in enumerate(sources)
    )
    first_come = {f"place_{number}": number for number, _ in enumerate(sources)}
    for number, name in run(connection, f"{spellings} order by all", first_come).fetchall():
        places.spelling_of(sources[number][1], name)
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
    columns = [
        _given(connection, column, layout)
        for column in table.columns_of("vocabulary", "person", "place")
    ]
    know_places(connection, _labels(connection, columns, places))
    clean = _clean(connection, [word for given in columns for word in given.public(places)])
    unknown: dict[str, tuple[str, ...]] = {}
    met: dict[str, bool] = {}
    for given in columns:
        kept: list[str | None] = [None] * len(given.cells)
        if given.column.kind == "vocabulary":
            meanings = [_code(given, cell) for cell in given.cells]
            unknown[given.column.name] = _unknown(given, meanings)
            patients = _naming_patients(connection, given, set(unknown[given.column.name]))
            kept = [PATIENT if c in patients else clean.get(c, c) for c in given.cells]
        elif given.column.kind == "person":
            patients = _naming_patients(connection, given, _strangers(people, given))
            found = [_person(people, cell, given.rule, patients) for cell in given.cells]
            meanings = [pseudonym for pseudonym, _ in found]
            met |= {who: on_roster for who, on_roster in found if who}
        else:
            patients = _naming_patients(connection, given, given.new_places(places))
            meanings = _spellings(given, places, clean, patients)
        _write(connection, given.column, given.cells, meanings, kept)
    of_another = _of_another(connection, table, unknown)
    unknown = _less(unknown, of_another)
    strangers = frozenset(who for who, on_roster in met.items() if not on_roster)
    return Read(unknown, of_another, strangers, len(met))


def _given(connection: duckdb.DuckDBPyConnection, column: Column, layout: Layout) -> Given:
    sql = with_names(staging("distinct_cells"), the_column=column.name)
    cells = [cell for (cell,) in run(connection, sql).fetchall()]
    rule = layout.columns.get(column.name, ColumnRule(constant=""))
    return Given(column, rule, cells, is_roster=layout.people is not None)


def says_something(cell: str | None) -> TypeGuard[str]:
    """Return whether a cell has a letter or figure; a lone dash stands for nothing."""
    return cell is not None and any(character.isalnum() for character in cell)


def _strangers(people: People, given: Given) -> set[str]:
    return {
        cell
        for cell in given.cells
        if says_something(cell) and not people.is_on_roster(cell, given.rule.ids)
    }


def _person(
    people: People, cell: str | None, rule: ColumnRule, patients: set[str]
) -> tuple[str | None, bool]:
    """Return who a cell means; the book does not keep a cell that names its row's patient."""
    if not says_something(cell):
        return None, True
    return people.resolve(cell, rule.ids, remember=cell not in patients)


def _spellings(
    given: Given, places: Places, clean: dict[str | None, str], patients: set[str]
) -> list[str | None]:
    """Return how the department spells each place; one that names its row's patient is not kept."""
    spell = places.spell_as_roster if given.is_roster else places.spelling_of
    names = given.names()
    kept = {
        cell: PATIENT if cell in patients else clean.get(name, name) for cell, name in names.items()
    }
    return [spell(given.column.name, kept[cell]) if cell in kept else None for cell in given.cells]


def _naming_patients(
    connection: duckdb.DuckDBPyConnection, given: Given, cells: set[str]
) -> set[str]:
    """Return those of `cells` that hold a word of their own row's patient columns."""
    if not cells:
        return set()
    sql = with_names(staging("cells_naming_patients"), the_column=given.column.name)
    parameters = {"cells": sorted(cells), "few": FEW_ROWS}
    return {cell for (cell,) in run(connection, sql, parameters).fetchall()}


def _labels(
    connection: duckdb.DuckDBPyConnection, columns: list[Given], places: Places
) -> list[str]:
    """Return the names of new places, all but those that are written like somebody.

    They are labels, whatever surname they are made of; what is like a number still goes.
    """
    labels: list[str] = []
    for given in columns:
        new = set() if given.is_roster else given.new_places(places)
        if given.column.kind == "place" and new:
            sql = with_names(staging("places_like_people"), the_column=given.column.name)
            parameters = {"cells": sorted(new), "few": FEW_ROWS, "word": WORD}
            like = {cell for (cell,) in run(connection, sql, parameters).fetchall()}
            names = given.names()
            labels += sorted(names[cell] for cell in new - like)
    return labels


def _code(given: Given, cell: str | None) -> str | None:
    vocabulary = vocabularies()[given.column.vocabulary]
    return vocabulary.code_of(given.rule.code_of(cell) if says_something(cell) else None)


def _unknown(given: Given, meanings: list[str | None]) -> tuple[str, ...]:
    """Return the cells that have words but no code, or only the code for unmapped values."""
    unmapped = vocabularies()[given.column.vocabulary].unmapped
    return tuple(
        cell
        for cell, meaning in zip(given.cells, meanings, strict=True)
        if says_something(cell)
        and (meaning is None or (meaning == unmapped and normalise(cell) != normalise(meaning)))
    )


def _of_another(
    connection: duckdb.DuckDBPyConnection, table: Table, unknown: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return the unknown cells that a column repeats from another, which knows them."""
    found = {}
    for column in table.columns_of("vocabulary"):
        other = table.repeated_by(column)
        if other is not None and unknown[column.name]:
            names = {"the_column": column.name, "the_other": other.name}
            sql = with_names(staging("cells_repeated"), **names)
            cells = sorted(set(unknown[column.name]) - set(unknown[other.name]))
            repeated = run(connection, sql, {"cells": cells}).fetchall()
            found[column.name] = tuple(cell for (cell,) in repeated)
    return {name: cells for name, cells in found.items() if cells}


def _less(
    unknown: dict[str, tuple[str, ...]], of_another: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    left = {
        name: tuple(cell for cell in cells if cell not in of_another.get(name, ()))
        for name, cells in unknown.items()
    }
    return {name: cells for name, cells in left.items() if cells}


def _clean(connection: duckdb.DuckDBPyConnection, words: Sequence[str]) -> dict[str | None, str]:
    """Return what the rules leave of each of `words`, those of all columns in one pass."""
    given = sorted(set(words))
    return dict(zip(given, redact_cells(connection, given), strict=True))


def _write(
    connection: duckdb.DuckDBPyConnection,
    column: Column,
    cells: list[str | None],
    meanings: list[str | None],
    kept: list[str | None],
) -> None:
    lists = {"cells": cells, "meanings": meanings, "kept": kept}
    run(connection, staging("write_readings"), {"column_name": column.name, **lists})
