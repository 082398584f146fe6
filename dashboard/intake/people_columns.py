"""The columns of a roster that say who a person is: they go to the book of people alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dashboard.ingest.layouts import PeopleColumns
from dashboard.intake.file_columns import FileColumn
from dashboard.vocabularies import normalise
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
NAMES = frozenset({"name", "full name", "surname", "radiologist name", "forename", "given name"})
NAME_ENDINGS = ("first name", "last name", "given name", "family name", "middle name")
FIRST_NAMES = ("first", "given", "forename")
LOOKS_LIKE_A_NUMBER = re.compile(r"[A-Za-z]{0,3}[-\s]?\d+")


def people_meanings(table: Table) -> dict[str, str]:
    """Return what a column of a roster can say of a person; nothing for any other table."""
    return dict(WORDS) if table.people else {}


def meaning_of_number(kind: str) -> str:
    """Return what a column with this kind of number says of a person."""
    return STAFF_NUMBER if kind == "employee" else OTHER_NUMBER


def proposed_people(columns: Sequence[FileColumn]) -> dict[str, str]:
    """Return what the headings of a roster's left-over columns say of people."""
    return {c.heading: said for c in columns if (said := _proposed(normalise(c.heading)))}


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
    if "employee" not in ids and person and _numbers(person):
        ids["employee"] = person.heading
    names = sorted((h for h, m in said.items() if m == f"{PEOPLE}name"), key=_not_a_first_name)
    return PeopleColumns(
        name=tuple(names),
        email=_heading(said, f"{PEOPLE}email"),
        aliases=_heading(said, f"{PEOPLE}aliases"),
        ids=ids,
    )


def _heading(said: Mapping[str, str], meaning: str) -> str | None:
    return next((heading for heading, meant in said.items() if meant == meaning), None)


def _proposed(words: str) -> str:
    if words in NAMES or words.endswith(NAME_ENDINGS):
        return f"{PEOPLE}name"
    if words in ("email", "e mail", "mail", "work email", "email address"):
        return f"{PEOPLE}email"
    if words.endswith((" id", " number", " no")):
        return OTHER_NUMBER
    return ""


def _kind(heading: str, meaning: str) -> str:
    """Return the kind of number: another system is named by the heading."""
    if meaning == STAFF_NUMBER:
        return "employee"
    words = [word for word in normalise(heading).split() if word not in ("id", "number", "no")]
    return "_".join(words) or "other"


def _numbers(column: FileColumn) -> bool:
    words = [value for value, _ in column.values]
    return bool(words) and all(LOOKS_LIKE_A_NUMBER.fullmatch(word) for word in words)


def _not_a_first_name(heading: str) -> bool:
    return not normalise(heading).startswith(FIRST_NAMES)
