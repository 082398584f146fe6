"""Suggest which radiologist of the roster an unknown name may mean. A person confirms; we never.

No measure of likeness tells John from Joan Smith, so nothing here merges anybody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from dashboard.home import Home
from dashboard.ingest.connection import run, staging
from dashboard.ingest.people import EMPLOYEE, People, Person, plain_name
from dashboard.warehouse.names import with_names
from dashboard.warehouse.open import read_warehouse
from dashboard.warehouse.tables import tables

MOST_SUGGESTIONS = 3
LEAST_SIMILARITY = 0.85  # Jaro-Winkler, 0 to 1, for names that share no word: Smyth, Smith
LETTERS = re.compile(r"[^\W\d_]{2}")
AT_AND_AFTER = re.compile(r"@.*|(?<=\w)[._](?=[^@]*@)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A radiologist of the roster who may be meant: the words shared, the likeness 0 to 1.

    `known_by` is what tells them from everybody else: a staff number, an e-mail, else a name.
    """

    person: str
    name: str
    known_by: str
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


def suggest_names(people: People, most: int = MOST_SUGGESTIONS) -> dict[str, tuple[Candidate, ...]]:
    """Return up to `most` candidates, likeliest first, for each pseudonym that is on no roster.

    More words in common come first, then the greater likeness of the whole name.
    """
    unknown = _named(people, on_roster=False)
    rostered = _named(people, on_roster=True)
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
        person = people.book[who]
        candidate = Candidate(who, shown_name(person), _known_by(person), shared, similarity)
        found[stranger] = (*found.get(stranger, ()), candidate)
    return found


def shown_name(person: Person) -> str:
    """Return what to call a person of the book: a name, else however they are written."""
    return person.names[0] if person.names else written_as(person)


def written_as(person: Person) -> str:
    """Return how the exports write somebody: the first alias, name, e-mail or number met."""
    return next(iter(cells_of(person)), "")


def cells_of(person: Person) -> tuple[str, ...]:
    """Return everything somebody is written as: aliases, names, e-mails, numbers."""
    numbers = (number for listed in person.ids.values() for number in listed)
    return (*person.aliases, *person.names, *person.emails, *numbers)


def _named(people: People, *, on_roster: bool) -> list[tuple[str, str]]:
    """Return pseudonym and plain name, a pair for each way somebody's name is written."""
    return [
        (who, name)
        for who, person in people.book.items()
        if person.on_roster == on_roster
        for name in _names(person)
    ]


def _known_by(person: Person) -> str:
    numbers = person.ids.get(EMPLOYEE, [])
    return next(iter((*numbers, *person.emails, *person.names)), "")


def _names(person: Person) -> list[str]:
    """Return, in plain words, what of somebody may be a name; of an e-mail what is before the @."""
    written = (*person.names, *person.aliases, *person.emails)
    names = (AT_AND_AFTER.sub(" ", text) for text in written if LETTERS.search(text))
    return [name for name in map(plain_name, names) if name]


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
