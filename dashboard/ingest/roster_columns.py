"""Which columns of a roster say who a person is, told from their headings and values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from dashboard.ingest.layouts import PeopleColumns
from dashboard.ingest.people import EMPLOYEE
from dashboard.vocabularies import heading_words

Says = Literal["name", "email", "aliases", "number"]
NAMES = frozenset({"name", "full name", "surname", "radiologist name", "forename", "given name"})
NAMES |= {"radiologist", "physician", "doctor", "consultant"}
NAME_ENDINGS = ("first name", "last name", "given name", "family name", "middle name")
FIRST_NAMES = ("first", "given", "forename")
EMAILS = frozenset({"email", "e mail", "mail", "work email", "email address", "e mail address"})
ALIASES = frozenset({"aliases", "alias", "other names", "also known as", "other names and numbers"})
NUMBERS = ("id", "number", "no", "nr", "num")
NUMBER_ENDINGS = tuple(f" {word}" for word in NUMBERS)
STAFF_NUMBERS = frozenset({"employee", "staff", "personnel", "human resources", "hr", "payroll"})
STAFF_NUMBERS |= {"emp", "staff member", "badge"}
LOOKS_LIKE_A_NUMBER = re.compile(r"[A-Za-z]{0,3}[-\s]?\d+")


def says_of_a_person(heading: str) -> Says | None:
    """Return what a column of this heading says of a person, None if nothing is known of it."""
    words = _words(heading)
    if words in NAMES or words.endswith(NAME_ENDINGS):
        return "name"
    if words in EMAILS:
        return "email"
    if words in ALIASES:
        return "aliases"
    return "number" if words.endswith(NUMBER_ENDINGS) else None


def kind_of_number(heading: str) -> str:
    """Return the kind of number a heading names: `employee`, or the other system it is of."""
    words = [word for word in _words(heading).split() if word not in NUMBERS]
    return EMPLOYEE if " ".join(words) in STAFF_NUMBERS else "_".join(words) or "other"


def is_staff_number(heading: str) -> bool:
    """Return whether a column of this heading holds the number pseudonyms are made from."""
    return says_of_a_person(heading) == "number" and kind_of_number(heading) == EMPLOYEE


def are_numbers(values: Sequence[str]) -> bool:
    """Return whether a column holds numbers of people (E408213) and nothing else."""
    return bool(values) and all(LOOKS_LIKE_A_NUMBER.fullmatch(value) for value in values)


def first_names_first(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of parts of a name in the order a name is written."""
    return tuple(sorted(headings, key=lambda one: not heading_words(one).startswith(FIRST_NAMES)))


def people_among(
    headings: Sequence[str], person: str | None, person_values: Sequence[str]
) -> PeopleColumns:
    """Return the people part of a roster's layout.

    `headings` are the columns that mean nothing else, `person` is the one that names the
    radiologist: where it holds numbers, they are the staff numbers.
    """
    said: dict[Says, list[str]] = {}
    for heading in headings:
        if says := says_of_a_person(heading):
            said.setdefault(says, []).append(heading)
    ids: dict[str, str] = {}
    for heading in said.get("number", []):
        ids.setdefault(kind_of_number(heading), heading)
    if person is not None and EMPLOYEE not in ids and are_numbers(person_values):
        ids[EMPLOYEE] = person
    return PeopleColumns(
        name=first_names_first(said.get("name", [])),
        email=next(iter(said.get("email", [])), None),
        aliases=next(iter(said.get("aliases", [])), None),
        ids=ids,
    )


def _words(heading: str) -> str:
    return heading_words(heading.replace("#", " no "))
