"""An outcome over both eras: the name of the expected line is readable, changed or not."""

import pandas as pd
import pytest

from dashboard.charts.frame import Reading
from dashboard.charts.outcome_series import outcome_series
from dashboard.charts.palette import PAPER

MONTHS = [month.date() for month in pd.date_range("2021-01-01", "2025-12-01", freq="MS")]


def named(
    seen: float, expected: float | list[float], spread: float = 0.05
) -> tuple[float, list[float]]:
    """Return the height of the name, and the dots it could cover, which waver by a tenth."""
    values = [9.0 if month.year < 2023 else seen + 0.1 * (month.month % 3) for month in MONTHS]
    points = pd.DataFrame(
        {
            "month": MONTHS,
            "value": values,
            "era": ["scored_review" if month.year < 2023 else "peer_learning" for month in MONTHS],
            "said": "9 of 1,000 exams",
        }
    )
    line = pd.DataFrame({"month": MONTHS[24:], "value": expected})
    line = line.assign(lower=line["value"] - spread, upper=line["value"] + spread)
    figure = outcome_series(
        points, Reading(decimals=1), events=(), expected=line, palette=PAPER
    ).figure()
    name = next(each for each in figure.layout.annotations if "Expected had" in each.text)
    assert name.yanchor == "top"
    return name.y, values[-20:]


@pytest.mark.parametrize("seen", [9.0, 6.0])
def test_the_name_lies_below_the_dots_of_an_outcome_that_stayed_or_fell(seen: float) -> None:
    height, dots = named(seen, expected=9.1)
    assert height <= min(dots)


def test_the_name_lies_at_its_line_where_the_dots_are_above() -> None:
    assert named(20.0, expected=9.1)[0] == pytest.approx(9.05)


def test_the_name_lies_below_the_lowest_of_a_line_that_wavers() -> None:
    wavering = [9.0 - (place % 12) / 4 for place in range(36)]
    assert named(20.0, wavering)[0] == pytest.approx(min(wavering[-20:]) - 0.05)


def test_the_name_stays_above_the_axis() -> None:
    assert named(20.0, 1.0, spread=0.9)[0] > 1.9


def test_the_name_of_peer_learning_lies_over_a_line_just_above_its_dots() -> None:
    assert era_name(seen=90.0, expected=99.0) == pytest.approx(100.0)
    assert era_name(seen=20.0, expected=99.0) == pytest.approx(20.2)


def era_name(seen: float, expected: float) -> float:
    points = pd.DataFrame(
        {
            "month": MONTHS,
            "value": [99.0 if m.year < 2023 else seen + 0.1 * (m.month % 3) for m in MONTHS],
            "era": ["scored_review" if m.year < 2023 else "peer_learning" for m in MONTHS],
            "said": "9 of 10",
        }
    )
    line = pd.DataFrame({"month": MONTHS[24:], "value": expected})
    line = line.assign(lower=line["value"] - 1, upper=line["value"] + 1)
    figure = outcome_series(
        points, Reading(decimals=1), events=(), expected=line, palette=PAPER
    ).figure()
    return next(a.y for a in figure.layout.annotations if "Peer learning" in a.text)
