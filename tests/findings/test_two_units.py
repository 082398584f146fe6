"""Two units side by side: over the months both have, told apart by their interval, never merged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.analysis.comparison import compare_rates
from dashboard.findings.saved_analysis import Analysis
from dashboard.findings.workbench import run_analysis
from dashboard.findings.workings import Workings
from dashboard.own_data.refusal import RefusedByDisclosure, WrongInput
from tests.findings.small_ledger import SmallLedger, months

NAME = "learning_opportunities_per_1000_exams"
START, END = date(2023, 1, 1), date(2023, 12, 1)
NORTH, SOUTH, EAST = "North", "South", "East"


def site_months(ledger: SmallLedger, members: list[str], found: int, first: int = 0) -> None:
    for month in months(START, 12)[first:]:
        ledger.add(NAME, month, found, 1000, axis="site", members=members)


def compared(ledger: SmallLedger, folder: Path, other: str = SOUTH) -> Workings:
    analysis = Analysis(NAME, "two_units", START, END, "site", NORTH, other=other)
    return run_analysis(ledger.write(folder / "p.duckdb"), analysis)


def test_the_ratio_is_that_of_the_compare_functions(tmp_path: Path) -> None:
    ledger = SmallLedger()
    site_months(ledger, [NORTH], 6)
    site_months(ledger, [SOUTH], 3)
    done = compared(ledger, tmp_path)
    wanted = {
        (row.stat, row.method): (row.estimate, row.lower, row.upper)
        for row in compare_rates(72, 12_000, 36, 12_000, "exams", "exams", (NORTH, SOUTH))
    }
    assert {
        (row["stat"], row["method"]): (row["estimate"], row["lower"], row["upper"])
        for row in done.rows
    } == wanted
    assert "North is at 2.00 times South (1.3" in done.finding
    assert done.finding.endswith("as a description.")


def test_units_alike_are_not_told_apart(tmp_path: Path) -> None:
    ledger = SmallLedger()
    site_months(ledger, [NORTH], 4)
    site_months(ledger, [SOUTH], 4)
    assert "North cannot be told from South" in compared(ledger, tmp_path).finding


def test_only_months_that_both_have_are_compared(tmp_path: Path) -> None:
    ledger = SmallLedger()
    site_months(ledger, [NORTH], 4)
    site_months(ledger, [SOUTH], 4, first=6)
    done = compared(ledger, tmp_path)
    assert any("months that both have" in note for note in done.notes)
    assert "24 of 6,000" in done.source


def test_units_shown_together_are_never_compared(tmp_path: Path) -> None:
    ledger = SmallLedger()
    site_months(ledger, [NORTH, SOUTH], 4)
    site_months(ledger, [EAST], 4)
    with pytest.raises(RefusedByDisclosure, match="shown together"):
        compared(ledger, tmp_path)


def test_a_unit_without_rows_is_refused(tmp_path: Path) -> None:
    ledger = SmallLedger()
    site_months(ledger, [NORTH], 4)
    with pytest.raises(WrongInput, match="Nothing is published of South"):
        compared(ledger, tmp_path)


@pytest.mark.parametrize(("both", "warned"), [(False, True), (True, False)])
def test_sites_of_unlike_systems_are_warned_of(tmp_path: Path, both: bool, warned: bool) -> None:
    ledger = SmallLedger()
    site_months(ledger, [NORTH], 6)
    site_months(ledger, [SOUTH], 3)
    for site in (NORTH, SOUTH)[: 1 + both]:
        ledger.event("go_live", date(2022, 6, 1), "Go-live", site)
    notes = compared(ledger, tmp_path).notes
    assert any("not an effect of the site" in note for note in notes) is warned
