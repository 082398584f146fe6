"""Files that go out, the months compared with, and targets in force."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.findings.participation_units import in_common_bands
from dashboard.findings.sentences import MINUS
from dashboard.findings.table import Table, csv_text
from dashboard.findings.targets import target_at, targets_for
from dashboard.findings.windows import windows
from dashboard.published.lens import Lens
from tests.findings.program import program, written


def test_a_file_holds_full_numbers_iso_days_and_empty_fields() -> None:
    frame = pd.DataFrame(
        {
            "month": [pd.Timestamp(2025, 1, 1)],
            "members": [("Breast", "Pediatric")],
            "share": [1 / 3],
            "none": [np.nan],
            "done": [True],
            "n": [np.int64(4)],
        }
    )
    assert csv_text(frame) == (
        "month,members,share,none,done,n\n"
        "2025-01-01,Breast + Pediatric,0.3333333333333333,,true,4\n"
    )


@pytest.mark.parametrize(
    ("form", "value", "printed"),
    [
        ("{:.2f}", -0.1, f"{MINUS}0.10"),
        ("{:+.1f}", 0.5, "+0.5"),
        ("{:.0%}", 0.625, "63%"),  # as sentences round it
        ("{:.0%}", 0.997, "99%"),
        ("{}", np.int64(-12), f"{MINUS}12"),
        ("{}", "-1 of text", "-1 of text"),
        ("{:.0f}", np.nan, "–"),
    ],
)
def test_a_table_prints_numbers_as_sentences_do(form: str, value: object, printed: str) -> None:
    table = Table("t", pd.DataFrame(), pd.DataFrame(), {"a": form} if form != "{}" else {})
    assert table.printed("a", value) == printed


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", " =1", "\t=1"])
def test_text_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    written_text = csv_text(pd.DataFrame({"a": [text], "b": [-1.5]}))
    assert f"'{text}" in written_text
    assert ",-1.5" in written_text


@pytest.mark.parametrize(
    ("lens", "before", "words"),
    [
        ((2025, 1, 2025, 12), (2024, 1, 2024, 12), "on 2024"),
        ((2025, 7, 2025, 9), (2024, 7, 2024, 9), "on the three months a year before"),
        ((2025, 2, 2025, 2), (2024, 2, 2024, 2), "on the month a year before"),
        ((2024, 2, 2024, 12), None, ""),
    ],
)
def test_months_are_compared_with_the_same_months_earlier(
    tmp_path: Path,
    lens: tuple[int, int, int, int],
    before: tuple[int, int, int, int] | None,
    words: str,
) -> None:
    department = written(program(), tmp_path / "p.duckdb")
    found = windows(department, Lens(date(lens[0], lens[1], 1), date(lens[2], lens[3], 1)))
    if before is None:
        assert found.before is None
    else:
        assert found.before == Lens(date(before[0], before[1], 1), date(before[2], before[3], 1))
    assert found.on_before == words


def test_each_month_is_judged_by_the_target_then_in_force() -> None:
    targets = pd.DataFrame(
        {
            "metric": ["submissions"] * 2 + ["attendance"],
            "threshold": [1.0, 3.0, 50.0],
            "period": ["month", "quarter", "year"],
            "effective_from": pd.to_datetime(["2023-01-01", "2024-07-01", "2023-01-01"]),
            "effective_to": pd.to_datetime(["2024-06-30", None, None]),
        }
    )
    year = targets_for(targets, "submissions", date(2024, 1, 1), date(2024, 12, 31))
    assert [target.cases_words for target in year] == ["1 case a month", "3 cases a quarter"]
    assert target_at(targets, "submissions", date(2024, 6, 1)) == year[0]
    assert target_at(targets, "submissions", date(2025, 1, 1)) == year[1]
    assert target_at(targets, "submissions", date(2022, 1, 1)) is None


def test_two_years_are_shown_in_bands_both_have() -> None:
    before = {(0, 24): 16.0, (25, 48): 17.0, (49, None): 13.0}
    now = {(0, 12): 5.0, (13, 24): 6.0, (25, 48): 17.0, (49, None): 16.0}
    frame = in_common_bands(before, now)
    assert list(frame["band"]) == ["0–24", "25–48", "49+"]
    assert list(frame["before"]) == [16, 17, 13]
    assert list(frame["now"]) == [11, 17, 16]
    assert list(in_common_bands(now)["now"]) == [5, 6, 17, 16]


def test_a_year_in_which_nobody_submitted_little_has_nobody_in_the_lowest_band() -> None:
    before, now = {(0, 2): 6.0, (3, None): 9.0}, {(3, 5): 8.0, (6, None): 7.0}
    frame = in_common_bands(before, now)
    assert list(frame["band"]) == ["0–2", "3+"]
    assert list(frame["before"]) == [6, 9]
    assert list(frame["now"]) == [0, 15]
    apart = in_common_bands({(0, 4): 6.0, (5, None): 9.0}, {(3, None): 15.0})
    assert list(apart["band"]) == ["0+"]
