"""Each system in its own terms: a share of nothing is not said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dashboard.findings.each_system import each_system
from dashboard.published.lens import Lens
from tests.findings.small_ledger import SmallLedger, months

YEAR = Lens(date(2025, 1, 1), date(2025, 12, 1))


def test_a_share_of_nothing_is_left_out_and_not_a_number(tmp_path: Path) -> None:
    ledger = SmallLedger()
    for month in months(YEAR.start, 12):
        ledger.add("case_kinds", month, 5, 5, part="great_call")
        ledger.add("addendum_share", month, 0, 0)
        ledger.add("meaningful_share", month, 0, 0)
        ledger.add("last_days_of_month", month, 0, 0)
        ledger.add("significant_discrepancy_rate", month, 0, 0)
    blocks = each_system(ledger.write(tmp_path / "p.duckdb"), YEAR)
    assert "nan" not in str(blocks)


def test_crowding_says_its_months_and_its_share(tmp_path: Path) -> None:
    ledger = SmallLedger()
    for month in months(date(2025, 4, 1), 3):
        ledger.add("last_days_of_month", month, 30, 100)
    (note,) = each_system(ledger.write(tmp_path / "p.duckdb"), YEAR).crowding.notes
    assert " in the three months to June 2025: 30% (25% to 35%) of 300." in note
