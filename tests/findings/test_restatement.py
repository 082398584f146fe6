"""Which periods can be restated, and what is said once one was."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.findings.closed_periods import held_sentence
from dashboard.findings.restatement import (
    EVERY,
    held_in,
    held_periods,
    left_sentence,
    restated_sentences,
)
from dashboard.publish.restating import read_period
from dashboard.published.open import Published

HELD = [("cases", 2024, 11, 5), ("cases", 2025, 8, 81), ("reviews", 2025, 9, 1)]
LEFT = [("great_call_share", "site", 2025, 8), ("cases_submitted", "all", 2024, 11)]


@pytest.fixture
def published(demo_published: Published) -> Published:
    """The demo department with rows held of three months, and two tables left by restatements."""
    changed = Published(demo_published.path, demo_published.connection)
    changed.__dict__["held"] = pd.DataFrame(
        [(base, pd.Timestamp(year, month, 1), held) for base, year, month, held in HELD],
        columns=["base", "month_start", "held"],
    )
    changed.__dict__["as_first_published"] = pd.DataFrame(
        [
            (name, axis, pd.Timestamp(year, month, 1), pd.Timestamp(year, month, 1))
            for name, axis, year, month in LEFT
        ],
        columns=["measure", "axis", "from_month", "to_month"],
    )
    return changed


def test_longer_periods_are_offered_where_they_take_in_more(published: Published) -> None:
    found = held_periods(published)
    assert [one.text for one in found] == ["2024-11", "2025-08", "2025-09", "2025-Q3", EVERY]
    assert (found[3].words, found[3].counted) == (
        "July to September 2025",
        "81 rows of cases and 1 of scored reviews",
    )
    assert "--restate 2024-11 --why TEXT" in held_sentence(published)


@pytest.mark.parametrize("text", ["2025-09", "2025-Q3", "2025-H2", "2025"])
def test_a_restatement_understands_the_period_it_is_offered(
    published: Published, text: str
) -> None:
    asked = read_period(text)
    period = held_in(published, text, asked.months)
    assert (period.first, period.last) == (asked.months[0], asked.months[-1])
    assert dict(period.rows)["Scored reviews"] == 1


def test_what_was_restated_and_what_was_left_is_said_of_that_period(published: Published) -> None:
    august = held_in(published, "2025-08", [date(2025, 8, 1)])
    assert restated_sentences(august, published) == (
        "August 2025 was restated: 81 rows of cases that were held are counted now.",
        "Some of its numbers stand as first published, since their change would tell of a few "
        "radiologists: Great-call share (by site).",
    )
    july = held_in(published, "2025-07", [date(2025, 7, 1)])
    assert restated_sentences(july, published) == (
        "July 2025 was restated.",
        "None of its numbers had to stay as first published.",
    )
    assert "Cases put forward (the department)" in left_sentence(published)


def test_where_nothing_is_held_there_is_nothing_to_choose(demo_published: Published) -> None:
    assert held_periods(demo_published) == ()
    assert held_sentence(demo_published) == left_sentence(demo_published) == ""
