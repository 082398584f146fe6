"""The attack: so many random requests of a seed, each reply judged."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.disclosure.requests.asked import Asked, Draw, Page, Statement
from tests.disclosure.requests.judged import breaches
from tests.disclosure.requests.sent import Department, Reply


@dataclass(frozen=True, slots=True)
class Tried:
    """One request, what came of it in a few words, its breaches and how long it took."""

    number: int
    asked: Asked
    outcome: str
    breaches: tuple[str, ...]
    seconds: float


def attack(
    department: Department, requests: int, seed: int = 1, every_page: int = 150
) -> Iterator[Tried]:
    """Send `requests` random requests and yield what came of each.

    Each has a seed of its own, of its number, so that it can be sent again alone.
    """
    for number in range(requests):
        yield attempt(department, number, seed, every_page)


def attempt(department: Department, number: int, seed: int = 1, every_page: int = 150) -> Tried:
    """Send the request of this number and judge the reply."""
    files = tuple(
        str(path)
        for path in (
            department.home.warehouse_path(), department.home.people_path,
            department.home.key_path, department.published.path.with_suffix(".own"),
            department.home.path / "audit.log", department.published.path,
        )
    )  # fmt: skip
    asked = Draw(department.published, files, every_page).request(random.Random(f"{seed} {number}"))
    began = time.monotonic()
    try:
        reply = department.send(asked)
        found = breaches(department, asked, reply)
    except Exception as error:  # a fault of the product or of the judge: either must be seen
        reply, found = Reply(), [f"{type(error).__name__}: {error}"]
    return Tried(number, asked, outcome(asked, reply), tuple(found), time.monotonic() - began)


def outcome(asked: Asked, reply: Reply) -> str:
    """Return in a few words what came of a request, for the tally."""
    if isinstance(asked, Page):
        return "page, refused" if "not part of your role" in reply.text else "page, drawn"
    if isinstance(asked, Statement):
        kind = "hostile statement" if asked.hostile else "statement"
        return f"{kind}, {'refused' if reply.rows is None else 'answered'}"
    words = " ".join(word for word in asked.arguments[:2] if word in SECOND) or asked.arguments[0]
    return f"{words}, exit {reply.code}"


SECOND = ("report", "deck", "analysis", "run")


def tally(tried: list[Tried]) -> str:
    """Return how many requests ended how."""
    counted = Counter(one.outcome for one in tried)
    lines = [f"{count:8,}  {words}" for words, count in sorted(counted.items())]
    broken = sum(bool(one.breaches) for one in tried)
    return "\n".join([*lines, f"{len(tried):8,}  requests, {broken} with a breach"])
