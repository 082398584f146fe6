"""Suggest which radiologist of the roster an unknown name may mean. A person confirms; we never.

No measure of likeness tells John from Joan Smith, so nothing here merges anybody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from dashboard.home import Home
from dashboard.ingest.connection import run, staging
from dashboard.ingest.people import People, Person, plain_name
from dashboard.warehouse.names import with_names
from dashboard.warehouse.open import read_warehouse
from dashboard.warehouse.tables import tables

MOST_SUGGESTIONS = 3
LEAST_SIMILARITY = 0.85  # Jaro-Winkler, 0 to 1, for names that share no word: Smyth, Smith
LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A radiologist of the roster who may be meant: the words shared, the likeness 0 to 1."""

    person: str
    name: str
    shared: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """Somebody the exports name and no roster: as they are written, in how many cells, maybe who.

    `candidates` are ranked, likeliest first, and empty for a number or a name like no other.
    """

    pseudonym: str
    written: str
    cells: int
    candidates: tuple[Candidate, ...]


def unknown_people(home: Home, people: People, most: int = MOST_SUGGESTIONS) -> list[Unknown]:
    """Return who is on no roster, those named most often first, with up to `most` candidates."""
    unknown = {who: person for who, person in people.book.items() if not person.on_roster}
    cells = _cells(home, list(unknown))
    candidates = suggest_names(people, most)
    found = [
        Unknown(who, written_as(person), cells.get(who, 0), candidates.get(who, ()))
        for who, person in unknown.items()
    ]
    return sorted(found, key=lambda one: (-one.cells, one.written))


def suggest_names(
    people: People, most: int = MOST_SUGGESTIONS
) -> dict[str, tuple[Candidate, ...]]:
    """Return up to `most` candidates, likeliest first, for each pseudonym that is on no roster.

    More words in common come first, then the greater likeness of the whole name.
    """
    unknown = [
        (who, plain_name(name))
        for who, person in people.book.items()
        if not person.on_roster
        for name in _names(person)
    ]
    rostered = [
        (who, plain_name(name))
        for who, person in people.book.items()
        if person.on_roster
        for name in _names(person)
    ]
    parameters = {
        "unknown_people": [who for who, _ in unknown],
        "unknown_names": [name for _, name in unknown],
        "people": [who for who, _ in rostered],
        "names": [name for _, name in rostered],
        "least_similarity": LEAST_SIMILARITY,
        "most": most,
    }
    found: dict[str, tuple[Candidate, ...]] = {}
    if not unknown or not rostered:
        return found
    with duckdb.connect() as connection:
        rows = run(connection, staging("name_suggestions"), parameters).fetchall()
    for stranger, who, shared, similarity, _ in rows:
        candidate = Candidate(who, shown_name(people.book[who]), shared, similarity)
        found[stranger] = (*found.get(stranger, ()), candidate)
    return found


def shown_name(person: Person) -> str:
    """Return what to call a person of the book: a name, else an e-mail or a number."""
    return next(iter((*person.names, *person.emails))) if person.names or person.emails else (
        written_as(person)
    )


def written_as(person: Person) -> str:
    """Return how the exports write somebody: the first name, e-mail or number met."""
    numbers = (number for listed in person.ids.values() for number in listed)
    return next(iter((*person.aliases, *person.names, *person.emails, *numbers)), "")


def _names(person: Person) -> list[str]:
    """Return what may be a name: names and aliases with letters, and e-mails before the @."""
    written = (*person.names, *person.aliases, *person.emails)
    names = (re.sub(r"[._+-]", " ", text.partition("@")[0]) if "@" in text else text
             for text in written)
    return [name for name in names if LETTERS.search(name) and plain_name(name)]


def _cells(home: Home, people: list[str]) -> dict[str, int]:
    """Return in how many cells of the current generation each person is named."""
    path = home.warehouse_path()
    counted: dict[str, int] = {}
    if path is None or not people:
        return counted
    with read_warehouse(path) as connection:
        for table in tables().values():
            for column in table.columns_of("person"):
                sql = staging("cells_of_people")
                sql = with_names(sql, the_table=table.name, the_column=column.name)
                for who, cells in run(connection, sql, {"people": people}).fetchall():
                    counted[who] = counted.get(who, 0) + int(cells)
    return counted
