"""What My participation says of somebody who is here, has just come, or has left."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.findings.months import months_on
from dashboard.findings.own_participation import OwnParticipation, own_participation
from dashboard.home import Home
from dashboard.people_names import names_on_roster
from dashboard.published.open import Published
from dashboard.published.own import OwnRows, own_rows

MONTHS = tuple(months_on(date(2023, 1, 1), number) for number in range(36))
NO_POINTS = pd.DataFrame(columns=["part_played", "learning_point", "theme", "happened_on"])


def page_of(first: int, last: int, targets: dict[str, int] | None = None) -> OwnParticipation:
    """Return the page of one who put one case forward in each month from `first` to `last`."""
    months = [
        ("month", month, 1, None, False, number % 2)
        for number, month in enumerate(MONTHS[first : last + 1])
    ]
    halves = [
        ("half", date.fromisoformat(start), 6, target, True, 3)
        for start, target in (targets or {}).items()
    ]
    columns = ["grain", "from_month", "submissions", "target", "is_target_period"]
    periods = pd.DataFrame([*halves, *months], columns=[*columns, "feedback_received"])
    periods["from_month"] = pd.to_datetime(periods["from_month"])
    return own_participation(OwnRows(periods, NO_POINTS), MONTHS, {})


@pytest.mark.parametrize(
    ("first", "last", "finding", "lead"),
    [
        (
            0,
            35,
            "You put forward 12 cases in the last twelve months.",
            "In 2025: 12 cases put forward, 6 pieces of feedback",
        ),
        (
            34,
            35,
            "You put forward 2 cases in the last twelve months.",
            "In the two months to December 2025: 2 cases put forward, 1 piece of feedback",
        ),
        (
            0,
            14,
            "You put forward 12 cases in the twelve months to March 2024, the last for which the "
            "roster names you.",
            "In the twelve months to March 2024: 12 cases put forward, 6 pieces of feedback",
        ),
        (
            3,
            3,
            "You put forward 1 case in April 2023, the last for which the roster names you.",
            "In April 2023: 1 case put forward, 0 pieces of feedback received.",
        ),
    ],
    ids=["here", "joined", "left", "one month"],
)
def test_the_year_is_that_of_the_person(first: int, last: int, finding: str, lead: str) -> None:
    page = page_of(first, last)
    assert page.finding == finding
    assert page.lead.startswith(lead)
    assert page.empty == ""


def test_a_target_is_judged_in_its_last_period_that_is_over() -> None:
    met = page_of(0, 14, {"2023-07-01": 6, "2024-01-01": 9})
    assert met.finding == (
        "You put forward 6 cases in the six months to June 2024, short of your target of 9."
    )


def test_whoever_is_on_the_roster_has_a_page(demo_home: Home, demo_published: Published) -> None:
    themes = demo_published.labels("theme")
    left = 0
    names = names_on_roster(demo_home)
    for person in sorted(names, key=lambda who: names[who])[::2]:
        page = own_participation(
            own_rows(demo_published.path, person), demo_published.months, themes
        )
        assert page.finding
        assert page.lead
        drawn = page.points["month"]
        left += len(drawn) > 0 and drawn.max() < months_on(demo_published.months[-1], -12)
    assert left >= 1
