"""The columns of a roster that say who a person is: they go to the book of people alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.ingest.layouts import PeopleColumns
from dashboard.ingest.people import EMPLOYEE
from dashboard.ingest.roster_columns import (
    are_numbers,
    first_names_first,
    kind_of_number,
    says_of_a_person,
)
from dashboard.intake.file_columns import FileColumn
from dashboard.warehouse.tables import Table

PEOPLE = "people."
STAFF_NUMBER = f"{PEOPLE}employee"
OTHER_NUMBER = f"{PEOPLE}other_number"
WORDS = {
    f"{PEOPLE}name": "Name, or part of it (kept apart)",
    f"{PEOPLE}email": "E-mail (kept apart)",
    STAFF_NUMBER: "Staff number (kept apart)",
    OTHER_NUMBER: "Number in another system (kept apart)",
    f"{PEOPLE}aliases": "Other names and numbers (kept apart)",
}
NUMBERS = frozenset({STAFF_NUMBER, OTHER_NUMBER})
MEANING = {
    "name": f"{PEOPLE}name",
    "email": f"{PEOPLE}email",
    "aliases": f"{PEOPLE}aliases",
    "number": OTHER_NUMBER,
}


def people_meanings(table: Table) -> dict[str, str]:
    """Return what a column of a roster can say of a person; nothing for any other table."""
    return dict(WORDS) if table.people else {}


def meaning_of_number(kind: str) -> str:
    """Return what a column with this kind of number says of a person."""
    return STAFF_NUMBER if kind == EMPLOYEE else OTHER_NUMBER


def proposed_people(columns: Sequence[FileColumn]) -> dict[str, str]:
    """Return what the headings of a roster's left-over columns say of people."""
    return {c.heading: MEANING[says] for c in columns if (says := says_of_a_person(c.heading))}


def people_of(
    meanings: Mapping[str, str], columns: Sequence[FileColumn], before: PeopleColumns | None
) -> PeopleColumns:
    """Return the people part of a roster's layout, `before` where the columns say nothing new.

    A column of staff numbers that names the radiologist is the staff number too.
    """
    said = {h: m for h, m in meanings.items() if m.startswith(PEOPLE)}
    if before is not None and not said:
        return before
    kinds = {heading: kind for kind, heading in before.ids.items()} if before else {}
    ids = {kinds.get(h) or _kind(h, m): h for h, m in said.items() if m in NUMBERS}
    person = next((c for c in columns if meanings.get(c.heading) == "person_id"), None)
    if EMPLOYEE not in ids and person and are_numbers([value for value, _ in person.values]):
        ids[EMPLOYEE] = person.heading
    return PeopleColumns(
        name=first_names_first([h for h, m in said.items() if m == f"{PEOPLE}name"]),
        email=_heading(said, f"{PEOPLE}email"),
        aliases=_heading(said, f"{PEOPLE}aliases"),
        ids=ids,
    )


def _heading(said: Mapping[str, str], meaning: str) -> str | None:
    return next((heading for heading, meant in said.items() if meant == meaning), None)


def _kind(heading: str, meaning: str) -> str:
    return EMPLOYEE if meaning == STAFF_NUMBER else kind_of_number(heading)
