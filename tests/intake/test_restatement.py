"""Rows held are taken in from the screen, or the refusal comes back as one sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from dashboard.findings.restatement import held_in, restated_sentences
from dashboard.home import Home
from dashboard.intake.refused import Refused
from dashboard.intake.restatement import restate
from dashboard.published.open import Published, open_published
from tests.disclosure.at_home import home_with, publish_home, take_instead
from tests.disclosure.department import TWELVE, invent

ROWS = invent(TWELVE, 1)
LATE = np.arange(len(ROWS.cases)) % 5 < 3
CLOSED = date(2025, 6, 1)


def published(home: Home) -> Published:
    path = home.published_path()
    assert path is not None
    return open_published(path)


def test_a_period_is_restated_where_many_came_and_not_where_few_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with(replace(ROWS, cases=ROWS.cases[~LATE]), tmp_path)
    publish_home(home, CLOSED, queries=None)
    one = (ROWS.cases["interpreting_radiologist"] == ROWS.roster["person_id"][0]).to_numpy()
    take_instead(home, replace(ROWS, cases=ROWS.cases[~(LATE & ~one)]))
    pointer = home.pointer_path.read_bytes()
    for period, why, says in (
        ("2024", " ", "Say why it is restated"),
        ("2024", "late", "2024 cannot be restated: too few radiologists stand behind"),
    ):
        with pytest.raises(Refused, match=says):
            restate(home, period, why)
    assert home.pointer_path.read_bytes() == pointer
    whole_year = held_in(published(home), "2024", (date(2024, 1, 1), date(2024, 12, 1)))
    take_instead(home, ROWS)
    restate(replace(home, who="coordinator@example.org"), "2024", " an export was late ")
    assert home.ledger().entries()[-1].facts["why"] == "an export was late"
    done = {entry.event: entry.facts["who"] for entry in home.audit_trail().entries()}
    assert done["restate"] == "coordinator@example.org"
    assert published(home).held.empty
    said, _ = restated_sentences(whole_year, published(home))
    assert said.startswith("2024 was restated")
