"""Who is who: the names, e-mails and numbers of people, and the pseudonym each one has.

The book lives in people.json beside the warehouse and is the only place of a home with names.
A person on the roster is found by exact match alone; nobody is merged by guess.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
import uuid
from dataclasses import dataclass, field
from typing import Any

from dashboard.home import Home, HomeProblem
from dashboard.private_files import write_privately

TITLES = frozenset(
    {"dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "miss", "jr", "sr", "ii", "iii"}
    | {"md", "do", "phd", "mph", "msc", "mba", "mbbs", "mbbch", "frcr", "facr", "frcpc", "ranzcr"}
)
EMPLOYEE = "employee"
HAS_DIGIT = re.compile(r"\d")
LOOKS_LIKE_NAME = re.compile(r"^\D*[^\W\d]{2}\D*\s\D+$")


@dataclass(slots=True)
class Person:
    """One person of the book; `on_roster` is false while no roster names them."""

    names: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    ids: dict[str, list[str]] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    on_roster: bool = False


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """What one row of a roster says of a person; ids by kind of number."""

    name: str | None
    email: str | None
    ids: dict[str, str]
    aliases: tuple[str, ...]


class People:
    """The book of people of one home, changed in memory until `save`."""

    def __init__(self, key: bytes, book: dict[str, Person]) -> None:
        """Start from the pseudonym key (32 bytes) and the people known, by pseudonym."""
        self._key = key
        self.book = book
        self.replaced: dict[str, str] = {}
        self._before = self._text()
        self._where: dict[str, set[str]] = {}
        for pseudonym, person in book.items():
            self._index(pseudonym, person)

    def enrol(self, entry: RosterEntry) -> str | None:
        """Add what a roster says of a person; return the pseudonym, None if it names nobody."""
        keys = _keys_of_entry(entry)
        if not keys:
            return None
        pseudonym = self._known_as(keys) or self._pseudonym("person", keys[0])
        person = self.book.setdefault(pseudonym, Person())
        person.on_roster = True
        _add(person.names, entry.name)
        _add(person.emails, entry.email)
        for kind, number in entry.ids.items():
            _add(person.ids.setdefault(kind, []), number)
        for alias in entry.aliases:
            _add(person.aliases, alias)
        self._index(pseudonym, person)
        return pseudonym

    def settle(self) -> None:
        """Let people of the roster have what was met under their names before it named them.

        Call it when a whole roster is enrolled, so that a name two people share goes to
        neither. `replaced` then has each pseudonym that goes and the one that takes its place.
        """
        strangers = [who for who, person in self.book.items() if not person.on_roster]
        for stranger in strangers:
            keys = _keys_of_person(self.book[stranger])
            owners = {who for key in keys for who in self._of_roster(key)}
            if len(owners) == 1:
                self._merge(stranger, owners.pop())

    def is_on_roster(self, cell: str, kind: str | None = None) -> bool:
        """Return whether `cell` means exactly one person of the roster."""
        return len(self._of_roster(_key_in(cell, kind))) == 1

    def resolve(
        self, cell: str, kind: str | None = None, *, remember: bool = True
    ) -> tuple[str, bool]:
        """Return the pseudonym of whoever `cell` means, and whether a roster names them.

        `kind` is the kind of number the column holds, None if it may be anything. A cell that
        fits nobody, or two people, gets a pseudonym of its own; `remember` says whether the
        book may keep what the cell says.
        """
        key = _key_in(cell, kind)
        owners = self._of_roster(key)
        if len(owners) == 1:
            return owners.pop(), True
        pseudonym = self._pseudonym("not on the roster", key)
        if remember and pseudonym not in self.book:
            person = self.book[pseudonym] = Person()
            if kind is not None and key.startswith(f"{kind}:"):
                person.ids[kind] = [cell]
            else:
                person.aliases.append(cell)
            self._index(pseudonym, person)
        return pseudonym, False

    def renamed(self) -> dict[str, str]:
        """Return each pseudonym a person may have had before a roster named them, and theirs now.

        Worked out anew from what the book says, never from what this run did: rows that a kill
        or a rollback left under the earlier pseudonym are found at the next run.
        """
        renamed = dict(self.replaced)
        for key, owners in self._where.items():
            named = {who for who in owners if self.book[who].on_roster}
            if len(named) == 1:
                renamed[self._pseudonym("not on the roster", key)] = named.pop()
        return renamed

    @property
    def rostered(self) -> int:
        """How many people a roster names."""
        return sum(person.on_roster for person in self.book.values())

    @property
    def changed(self) -> bool:
        """Whether anything was learned since the book was opened."""
        return self._text() != self._before

    def save(self, home: Home) -> None:
        """Write people.json, readable by its owner alone."""
        write_privately(home.people_path, self._text())

    def _text(self) -> str:
        people = {
            pseudonym: {
                "names": person.names,
                "emails": person.emails,
                "ids": person.ids,
                "aliases": person.aliases,
                "on_roster": person.on_roster,
            }
            for pseudonym, person in sorted(self.book.items())
        }
        return json.dumps({"people": people}, indent=1, ensure_ascii=False) + "\n"

    def _pseudonym(self, what: str, key: str) -> str:
        digest = hmac.new(self._key, f"{what}\x1f{key}".encode(), hashlib.sha256).digest()
        return str(uuid.UUID(bytes=digest[:16]))

    def _index(self, pseudonym: str, person: Person) -> None:
        for key in _keys_of_person(person):
            self._where.setdefault(key, set()).add(pseudonym)

    def _of_roster(self, key: str) -> set[str]:
        return {who for who in self._where.get(key, ()) if self.book[who].on_roster}

    def _known_as(self, keys: list[str]) -> str | None:
        """Return the one person of the roster these keys mean; numbers count before names."""
        numbers = [key for key in keys if not key.startswith("name:")]
        for key in numbers or keys:
            owners = self._of_roster(key)
            if len(owners) == 1:
                return owners.pop()
        return None

    def _merge(self, stranger: str, owner: str) -> None:
        gone = self.book.pop(stranger)
        for alias in gone.aliases:
            _add(self.book[owner].aliases, alias)
        for key in _keys_of_person(gone):
            self._where[key].discard(stranger)
        self._index(owner, self.book[owner])
        self.replaced[stranger] = owner


def open_people(home: Home) -> People:
    """Return the home's book of people. Raises HomeProblem if people.json is damaged."""
    try:
        record = json.loads(home.people_path.read_text(encoding="utf-8"))
        book = {pseudonym: Person(**entry) for pseudonym, entry in record["people"].items()}
    except FileNotFoundError:
        book = {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HomeProblem(
            f"{home.people_path}: the list of people is damaged; restore it from a backup."
        ) from error
    return People(home.key(), book)


def plain_name(name: str) -> str:
    """Return a name without accents, marks, titles and order: "Dr. Ann Lee" is "Lee, Ann"."""
    apart = unicodedata.normalize("NFKD", name.lower())
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark))
    words = re.sub(r"[^\w\s]+", " ", bare.replace("'", "").replace("\u2019", "")).split()
    return " ".join(sorted(word for word in words if word not in TITLES))


def _add(values: list[str], value: str | None) -> None:
    if value and value not in values:
        values.append(value)


def _number(number: str) -> str:
    return number.strip().lower().removesuffix(".0")


def _keys_of_entry(entry: RosterEntry) -> list[str]:
    """Return what a person can be found by; the first one makes the pseudonym."""
    ids = sorted(entry.ids.items(), key=lambda item: item[0] != EMPLOYEE)
    keys = [f"{kind}:{_number(number)}" for kind, number in ids]
    keys += [f"email:{entry.email.strip().lower()}"] if entry.email else []
    return keys + [_key_in(name, None) for name in (entry.name, *entry.aliases) if name]


def _keys_of_person(person: Person) -> list[str]:
    keys = [_key_in(words, None) for words in (*person.names, *person.aliases)]
    keys += [f"email:{email.strip().lower()}" for email in person.emails]
    for kind, numbers in person.ids.items():
        for number in numbers:
            keys += [f"{kind}:{_number(number)}", f"any number:{_number(number)}"]
    return keys


def _key_in(cell: str, kind: str | None) -> str:
    """Return what a cell may be found by: an e-mail, a number of some kind, or a name."""
    if "@" in cell:
        return f"email:{cell.strip().lower()}"
    if LOOKS_LIKE_NAME.search(cell) or (kind is None and not HAS_DIGIT.search(cell)):
        return f"name:{plain_name(cell) or cell.strip().lower()}"
    return f"{kind or 'any number'}:{_number(cell)}"


def as_entry(row: dict[str, Any]) -> RosterEntry:
    """Return the roster entry in a row of `given`: its people_ columns and its person_id."""
    ids = {
        name.removeprefix("people_id_"): cell
        for name, cell in row.items()
        if name.startswith("people_id_") and cell
    }
    aliases = tuple(part.strip() for part in (row.get("people_aliases") or "").split(";"))
    own = row["person_id"]
    known = {row.get("people_name"), row.get("people_email"), *ids.values()}
    extra = (own,) if own and own not in known else ()
    return RosterEntry(
        name=row.get("people_name"),
        email=row.get("people_email"),
        ids=ids,
        aliases=tuple(alias for alias in (*aliases, *extra) if alias),
    )
