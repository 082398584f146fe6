"""A small department with targets and two years of everything the Overview speaks of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from dashboard.published.lens import Lens
from dashboard.published.open import Published, open_published
from tests.findings.small_ledger import SmallLedger, months

YEAR, BEFORE = Lens(date(2025, 1, 1), date(2025, 12, 1)), Lens(date(2024, 1, 1), date(2024, 12, 1))
Target = tuple[str, float, str, date, date | None]


def two_years(
    ledger: SmallLedger,
    measure: str,
    before: tuple[float, float],
    now: tuple[float, float],
    part: str | None = None,
) -> None:
    """Add 24 months of one measure, each month of a year alike."""
    for month in months(date(2024, 1, 1), 24):
        hits, out = before if month.year == 2024 else now
        ledger.add(measure, month, hits, out, part=part)


def program(
    submitting: tuple[float, float] = (35, 45),
    acknowledged: tuple[float, float] = (70, 100),
    captured: tuple[float, float] = (100, 40_000),
    month_end: float = 16,
) -> SmallLedger:
    """Return a department whose 2024 is fixed and whose 2025 is as given, a month."""
    ledger = SmallLedger()
    two_years(ledger, "radiologists_submitting", (35, 45), submitting)
    two_years(ledger, "feedback_acknowledged", (70, 100), acknowledged)
    two_years(ledger, "learning_opportunities_per_1000_exams", (100, 40_000), captured)
    two_years(ledger, "last_days_of_month", (16, 100), (month_end, 100))
    two_years(ledger, "case_kinds", (60, 100), (60, 100), "learning_opportunity")
    two_years(ledger, "case_kinds", (30, 100), (30, 100), "great_call")
    ledger.first_cases = {"Harbour": date(2024, 1, 1)}
    return ledger


def written(ledger: SmallLedger, path: Path, targets: tuple[Target, ...] = ()) -> Published:
    """Write the ledger with targets beside it, and open it as pages do."""
    ledger.write(path).connection.close()
    connection = duckdb.connect(str(path))
    for target in targets:
        connection.execute("insert into targets values (?, ?, ?, ?, ?, true)", list(target))
    connection.close()
    return open_published(path)
