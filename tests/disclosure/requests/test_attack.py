"""3,000 random requests of one seed: nothing comes back that is not the ledger's to tell."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.disclosure.requests.attack import Tried, attack, tally
from tests.disclosure.requests.sent import Department

# The department is opened once for all of them.
REQUESTS = 3_000
ANSWERED = {
    "measure, exit 0": 200,
    "measure, exit 2": 60,
    "measure, exit 3": 60,
    "analysis run, exit 0": 10,
    "statement, answered": 1_000,
    "hostile statement, refused": 400,
    "page, drawn": 8,
    "page, refused": 2,
}
"""The fewest of each: an attack that is refused before it begins would find nothing."""


@pytest.fixture(scope="module")
def tried(asked_department: Department) -> list[Tried]:
    return list(attack(asked_department, REQUESTS))


def test_no_reply_holds_a_breach(tried: list[Tried]) -> None:
    broken = [(one.number, one.asked, one.breaches) for one in tried if one.breaches]
    assert broken == []


def test_every_way_in_was_tried_and_answered(tried: list[Tried]) -> None:
    counted = Counter(one.outcome for one in tried)
    short = {way: counted[way] for way, fewest in ANSWERED.items() if counted[way] < fewest}
    assert short == {}, tally(tried)
