"""The chair's list: in the order of names, no further than the target, and nothing of any case."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.findings.target_list import target_list

MONTHS = tuple(date(2025, month, 1) for month in range(1, 7))
NAMES = {"p1": "Zoe Adams", "p2": "Élise Brown", "p3": "Adam Clark", "p4": "Eve Doe"}


def rows(*given: tuple[str, str, int, float | None]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (who, "quarter", pd.Timestamp(start), "North", "Neuro", submissions, target)
            for who, start, submissions, target in given
        ],
        columns=["person_id", "grain", "from_month", "site", "section", "submissions", "target"],
    )


def test_the_last_period_that_is_over_is_listed_by_name() -> None:
    page = target_list(
        rows(
            ("p1", "2025-04-01", 9, 3),
            ("p2", "2025-04-01", 3, 3),
            ("p3", "2025-04-01", 2, 3),
            ("p4", "2025-04-01", 5, None),
            ("p1", "2025-01-01", 0, 3),
            ("p1", "2025-07-01", 0, 3),
        ),
        NAMES,
        MONTHS,
    )
    assert page.finding.startswith("2 of 3 radiologists met their target")
    assert "1 had no target" in page.lead
    shown = page.table.shown
    assert list(shown["Radiologist"]) == ["Adam Clark", "Élise Brown", "Eve Doe", "Zoe Adams"]
    assert list(shown["Put forward"]) == ["2", "3 or more", "–", "3 or more"]
    assert list(shown["Met"]) == ["no", "yes", "no target", "yes"]


def test_how_far_beyond_the_target_is_in_no_file() -> None:
    page = target_list(rows(("p1", "2025-04-01", 97, 3)), NAMES, MONTHS)
    assert "97" not in page.table.raw.to_csv()


def test_without_a_target_the_page_says_what_would_fill_it() -> None:
    assert "Targets are dated records" in target_list(rows(), NAMES, MONTHS).empty
    assert target_list(rows(("p1", "2025-04-01", 1, 3)), NAMES, ()).empty
