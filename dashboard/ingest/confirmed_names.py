"""Take a person's word that an unknown name, e-mail or number is a radiologist of the roster."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.command_line import PROGRAM
from dashboard.home import Home, HomeProblem
from dashboard.ingest.generation import Publish, building, publish_and_point, working_folder
from dashboard.ingest.layouts import known_layouts
from dashboard.ingest.name_suggestions import cells_of, shown_name
from dashboard.ingest.people import HAS_DIGIT, People, Person, open_people, plain_name
from dashboard.ingest.reconcile import rename_people


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a confirmation did: for whom, in how many cells, and the generation it made.

    `generation` is None when no row named the alias, so that only the list of people changed.
    """

    name: str
    cells: int
    generation: int | None


def confirm(home: Home, alias: str, person: str, publish: Publish) -> Confirmed:
    """Make `alias`, met in the exports, one with `person` of the roster, from now on and before.

    `person` is a name, e-mail or number exactly as the roster has it. The rows met under the
    alias are given to the person in a new generation. Raises HomeProblem when either of them is
    nobody, or could be two; nothing has changed then.
    """
    with home.writing(), working_folder(home) as working:
        people = open_people(home)
        owner = _owner(home, people, person)
        strangers = _met_as(people, alias)
        if not strangers:
            raise HomeProblem(_nobody(home, people, alias, owner))
        merged = _merged(home, people, strangers, owner)
        name = shown_name(merged.book[owner])
        with building(home, working, known_layouts(home.layouts_folder)) as new:
            new.people = merged
            cells = rename_people(new.connection, merged.replaced)
            if cells:
                publish_and_point(home, new, publish)
            else:
                new.save_people(home)
        generation = new.number if cells else None
        home.record("confirm", generation=generation, cells=cells)
        return Confirmed(name, cells, generation)


def _owner(home: Home, people: People, person: str) -> str:
    pseudonym, on_roster = people.resolve(person)
    if not on_roster:
        raise HomeProblem(
            f"{person}: the roster of {home.path} has nobody, or more than one, of that name or "
            "number; give the e-mail or staff number as the roster has it."
        )
    return pseudonym


def _met_as(people: People, alias: str) -> list[str]:
    """Return who, of no roster, is written just as `alias`; in names, order and marks aside."""
    return [
        who
        for who, person in people.book.items()
        if not person.on_roster and any(_same(alias, cell) for cell in cells_of(person))
    ]


def _same(alias: str, cell: str) -> bool:
    if alias.strip().casefold() == cell.strip().casefold():
        return True
    named = not HAS_DIGIT.search(alias + cell) and "@" not in alias + cell
    return named and plain_name(alias) == plain_name(cell) != ""


def _merged(home: Home, people: People, strangers: list[str], owner: str) -> People:
    """Return the book in which the strangers are the owner. Raises HomeProblem if it cannot be."""
    book = people.book
    for stranger in strangers:
        _give(book[stranger], book[owner])
    merged = People(home.key(), book)
    merged.settle()
    if any(merged.replaced.get(stranger) != owner for stranger in strangers):
        raise HomeProblem(
            f"{home.people_path}: two people of the roster have that name or number, so it cannot "
            "tell them apart; have the export give staff numbers or e-mails."
        )
    return merged


def _give(stranger: Person, owner: Person) -> None:
    """Let the owner be found by all that the stranger was found by."""
    named = (*stranger.aliases, *stranger.names, *stranger.emails)
    owner.aliases += [cell for cell in named if cell not in owner.aliases]
    for kind, numbers in stranger.ids.items():
        known = owner.ids.setdefault(kind, [])
        known += [number for number in numbers if number not in known]


def _nobody(home: Home, people: People, alias: str, owner: str) -> str:
    who, on_roster = people.resolve(alias)
    if on_roster and who == owner:
        return f"{alias}: is {shown_name(people.book[owner])} already; there is nothing to do."
    if on_roster:
        return (
            f"{alias}: is {shown_name(people.book[who])} of the roster, so it cannot be somebody "
            "else; correct the roster first."
        )
    return (
        f"{alias}: nobody of that name or number is on hold in {home.path}; "
        f"`{PROGRAM} people suggest` lists who is."
    )
