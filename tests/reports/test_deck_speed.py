"""A deck is made while somebody waits."""

from __future__ import annotations

import time

import pytest

from dashboard.published.open import Published
from dashboard.reports.deck.plan import plan_deck
from dashboard.reports.deck.powerpoint import deck_bytes
from tests.reports.conftest import last_year

SECONDS = 3.0


@pytest.mark.timed
def test_a_deck_takes_under_three_seconds(demo_published: Published) -> None:
    began = time.perf_counter()
    deck_bytes(plan_deck(demo_published, last_year(demo_published)))
    assert time.perf_counter() - began < SECONDS
