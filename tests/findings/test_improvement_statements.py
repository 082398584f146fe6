"""What became of an improvement: its shares, its difference and its interval never disagree."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.findings.improvement_statements import in_percent
from dashboard.findings.improvements import Improvement
from dashboard.findings.sides import Side
from dashboard.findings.theme_changes import ThemeShift

CHANGE = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("before", "after", "ends", "said"),
    [
        ((246, 1158), (192, 2058), (-0.146, -0.093), "21%, 9%, −12 points (−15 to −9)"),  # noqa: RUF001
        # In whole percents: 5% before, 5% since, +1 point.
        ((10, 208), (152, 2847), (-0.034, 0.029), "4.8%, 5.3%, +0.5 points (−3.4 to +2.9)"),  # noqa: RUF001
        # In whole points: an interval from no change, of a change.
        ((300, 1000), (270, 1000), (-0.057, -0.003), "30.0%, 27.0%, −3.0 points (−5.7 to −0.3)"),  # noqa: RUF001
    ],
)
def test_the_words_of_a_shift_add_up(
    before: tuple[int, int], after: tuple[int, int], ends: tuple[float, float], said: str
) -> None:
    sides = [Side(*side, CHANGE, CHANGE) for side in (before, after)]
    event = Improvement("prior_history", CHANGE, "Worklist shows priors")
    difference = sides[1].share - sides[0].share
    shift = ThemeShift("prior_history", event, True, *sides, difference, *ends, 1.0, 0.01, 0.01)
    moved = in_percent(shift)
    assert f"{moved.before}, {moved.after}, {moved.points} {moved.interval}" == said
