"""Random requests: a page in a role under a lens, a command, a statement for the SQL box."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.access.roles import PAGES, ROLES, Role
from dashboard.findings.saved_analysis import DESIGNS, MODELS
from dashboard.published.open import Published
from tests.disclosure.requests.statements import hostile_statement, plain_statement

AXES = ("site", "section", "modality", "patient_group")
GRAINS = ("month", "quarter", "half", "year")
NONSENSE = (
    "", "Nowhere", "*", "%", "all", "' or 1=1 --", "../../people.json", "NaN", "0", "-1", "null",
    "1e9", "<script>", "North Campus' union select", "\u202e", "Ω", "other", "a" * 300,
)  # fmt: skip
NO_MONTHS = (
    "", "2024", "2024-13", "2024-00", "0000-01", "0001-01", "9999-12", "1999-01", "2024-1-1",
    "last year", "-1", "2024-01-01T00:00", "\uff12024-01",
)  # fmt: skip
COMMANDS = ("measure", "measures", "publish", "deck", "analysis", "analysis report", "generations",
            "audit list")  # fmt: skip
OF_COMMANDS = (840, 6, 4, 2, 120, 8, 10, 10)
LINK_KEYS = ("seen_as", "audience", "deck_audience", "deck_slides", "person", "member", "home")


@dataclass(frozen=True, slots=True)
class Page:
    """A signed-in reader of one role opens an address with a lens (and what else) in the link."""

    role: Role
    address: str
    link: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its arguments. saved: what the file named FILE holds, for `analysis`."""

    arguments: tuple[str, ...]
    saved: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement for the SQL box. hostile: one that must be refused, or tell nothing more."""

    sql: str
    hostile: bool
    in_its_process: bool = False


Asked = Page | Command | Statement
Way = Literal["page", "command", "statement"]


@dataclass(frozen=True)
class Draw:
    """Draws requests that fit (or just miss) what a department has published."""

    published: Published
    files: tuple[str, ...]
    every_page: int = 150
    """One request in so many is a page: it costs as much as a hundred others."""

    def request(self, chance: random.Random) -> Asked:
        """Return the next request."""
        if chance.randrange(self.every_page) == 0:
            return self.page(chance)
        return self.command(chance) if chance.random() < 0.3 else self.statement(chance)

    def page(self, chance: random.Random) -> Page:
        """Return a page, as a rule one there is; every role asks for every page."""
        address = chance.choice([*PAGES, "no-such-page"])
        link: dict[str, tuple[str, ...]] = {}
        if chance.random() < 0.7:
            link["months"] = tuple(
                self._month(chance) for _ in range(chance.choice((2, 2, 2, 1, 3)))
            )
        for axis in chance.sample(AXES, chance.choice((0, 1, 1, 1, 2))):
            link[axis] = (self._unit(chance, axis),)
        if chance.random() < 0.5:
            link[chance.choice(LINK_KEYS)] = (chance.choice((*ROLES, "Chair", *NONSENSE)),)
        return Page(chance.choice(ROLES), address, tuple(link.items()))

    def command(self, chance: random.Random) -> Command:
        """Return a command on the department, mostly `measure` with options of every kind."""
        name = chance.choices(COMMANDS, OF_COMMANDS)[0]
        made: dict[str, Callable[[random.Random], Command]] = {
            "measure": self._measure,
            "deck": self._deck,
            "analysis": lambda chance: self._analysis(chance, "run", "FILE"),
            "analysis report": lambda chance: self._analysis(
                chance, "report", "FILE", "--out", chance.choice(("OUT.md", "OUT.docx", "OUT.txt"))
            ),
        }
        return made.get(name, lambda _: Command(tuple(name.split())))(chance)

    def statement(self, chance: random.Random) -> Statement:
        """Return a select over the ledger, or one that wants more than the ledger."""
        in_its_process = chance.randrange(250) == 0
        if chance.random() < 0.3:
            return Statement(hostile_statement(chance, self.files), True, in_its_process)
        return Statement(plain_statement(chance, self._words()), False, in_its_process)

    def _measure(self, chance: random.Random) -> Command:
        arguments = ["measure", self._maybe(chance, tuple(self.published.measures))]
        axis, by = chance.choice(AXES), chance.random()
        if by < 0.85:
            parts = chance.choice(("theme", "case_kind", "reader"))
            arguments += ["--by", axis if by < 0.75 else parts]
        for _ in range(chance.choice((0, 0, 1, 1, 2, 3)) if by < 0.77 else 0):
            of = axis if chance.random() < 0.97 else chance.choice(AXES)
            arguments += ["--member", self._unit(chance, of)]
        for option, month in zip(("--start", "--end"), self._months(chance), strict=True):
            if chance.random() < 0.5:
                arguments += [option, month]
        if chance.random() < 0.3:
            arguments += ["--grain", chance.choice((*GRAINS, *GRAINS, "day"))]
        return Command((*arguments, "--format", chance.choice(("csv", "csv", "json"))))

    def _deck(self, chance: random.Random) -> Command:
        arguments = ["report", "deck", "--out", chance.choice(("OUT.pptx",) * 4 + ("OUT.exe",))]
        for option, month in zip(("--start", "--end"), self._months(chance), strict=True):
            if chance.random() < 0.4:
                arguments += [option, month]
        audience = chance.choice(("board", "chair", "staff", "reader"))
        return Command((*arguments, "--audience", audience))

    def _analysis(self, chance: random.Random, *arguments: str) -> Command:
        design = self._maybe(chance, tuple(DESIGNS))
        axis = chance.choice(AXES if design == "funnel" else ("all", "all", *AXES))
        entries: dict[str, str | int] = {
            "measure": self._maybe(chance, tuple(self.published.measures)),
            "design": design,
            "axis": axis,
        }
        if axis != "all" and chance.random() < (0.05 if design == "funnel" else 0.95):
            entries["member"] = self._unit(chance, axis)
        first, last = self._months(chance)
        for key, month in (("start", first), ("end", last), ("change", self._month(chance))):
            if chance.random() < (0.9 if key == "change" else 0.3):
                entries[key] = month
        if chance.random() < 0.4:
            entries["phase_in"] = chance.choice((0, 1, 3, 6, 24, 99, -1))
        if chance.random() < 0.3:
            entries["model"] = self._maybe(chance, MODELS)
        if chance.random() < 0.3:
            entries["grain"] = self._maybe(chance, GRAINS)
        lines = (f"{key} = {toml(value)}" for key, value in entries.items())
        text = "\n".join(lines) if chance.random() < 0.97 else chance.choice(NONSENSE)
        form = ("--format", "csv") if arguments[0] == "run" else ()
        return Command(("analysis", *arguments, *form), text)

    def _maybe(self, chance: random.Random, known: tuple[str, ...]) -> str:
        return chance.choice(known) if chance.random() < 0.95 else chance.choice(NONSENSE)

    def _unit(self, chance: random.Random, axis: str) -> str:
        if chance.random() < 0.05:
            return chance.choice(NONSENSE)
        unit = chance.choice(self.published.axes[axis])
        word = self.published.unit_words(axis).get(unit, unit)
        return chance.choice((unit, word, word.lower()))

    def _months(self, chance: random.Random) -> tuple[str, str]:
        """Two months, mostly the right way round."""
        one, other = self._month(chance), self._month(chance)
        return (one, other) if chance.random() < 0.1 else (min(one, other), max(one, other))

    def _month(self, chance: random.Random) -> str:
        if chance.random() < 0.03:
            return chance.choice(NO_MONTHS)
        first, last = self.published.months[0], self.published.months[-1]
        month = chance.randint(month_number(first) - 3, month_number(last) + 3)
        return f"{month // 12:04d}-{month % 12 + 1:02d}"

    def _words(self) -> dict[str, tuple[str, ...]]:
        units = [unit for axis in AXES for unit in self.published.axes[axis]]
        return {"measure": tuple(self.published.measures), "member": tuple(units)}


def month_number(month: date) -> int:
    """Return a month as a count of months."""
    return month.year * 12 + month.month - 1


def toml(value: str | int) -> str:
    """Return a value as TOML has it; a text may hold anything."""
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(f"\\u{ord(sign):04x}" for sign in value) + '"'
