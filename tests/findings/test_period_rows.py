"""How a period is called: as the command prints it, and as an axis has room for it."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.findings.period_rows import period_label, period_name


@pytest.mark.parametrize(
    ("start", "grain", "name", "label"),
    [
        (date(2025, 3, 1), "month", "2025-03", "Mar 2025"),
        (date(2025, 4, 1), "quarter", "2025-Q2", "Q2 2025"),
        (date(2025, 7, 1), "half", "2025-H2", "H2 2025"),
        (date(2025, 1, 1), "year", "2025", "2025"),
    ],
)
def test_a_period_has_a_name_and_a_label(start: date, grain: str, name: str, label: str) -> None:
    assert (period_name(start, grain), period_label(start, grain)) == (name, label)
