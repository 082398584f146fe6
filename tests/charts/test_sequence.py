"""Which labels stand under rows in order."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.charts.drawing import Drawing
from dashboard.charts.sequence import label_places
from dashboard.findings.months import months_on

MONTHS = [f"{months_on(date(2020, 11, 1), n):%b %Y}" for n in range(60)]
QUARTERS = [f"Q{1 + n % 4} {2023 + n // 4}" for n in range(12)]
YEARS = ["Jan 2021", "Jan 2022", "Jan 2023", "Jan 2024", "Jan 2025"]


@pytest.mark.parametrize(
    ("labels", "written"),
    [
        (MONTHS, YEARS),
        (QUARTERS, ["Q1 2023", "Q1 2024", "Q1 2025"]),
        (MONTHS[:4], ["Nov 2020", "Dec 2020", "Jan 2021", "Feb 2021"]),  # one year alone begins
        (["2021", "2022", "2023", "2024", "2025"], ["2021", "2023"]),
        ([f"Batch {n}" for n in range(9)], ["Batch 0", "Batch 3", "Batch 6"]),
        (["only"], ["only"]),
    ],
    ids=["months", "quarters", "a few months", "years", "other words", "one"],
)
def test_labels_stand_where_years_begin_or_evenly(labels: list[str], written: list[str]) -> None:
    fig = Drawing()
    label_places(fig, labels)
    assert list(fig.figure().layout.xaxis.ticktext) == written
