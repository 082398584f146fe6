"""What the Data page says of closed months: what is open, what is held, what was left."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.findings.closed_periods import closed_periods
from dashboard.published.open import Published, open_published


@pytest.fixture
def asked(demo_published: Published, tmp_path: Path) -> Any:
    """Return the demo department's file with other rows held, open or left."""

    def with_changes(*statements: str) -> Published:
        path = tmp_path / "changed.duckdb"
        with duckdb.connect(str(path)) as connection:
            connection.execute(f"attach '{demo_published.path}' as before (read_only)")
            connection.execute("copy from database before to changed")
            connection.execute("detach before")
            for statement in statements:
                connection.execute(statement)
        return open_published(path)

    return with_changes


def test_where_all_has_closed_and_nothing_came_it_says_so(demo_published: Published) -> None:
    page = closed_periods(demo_published)
    assert page.sentences == (
        "Every month that was received whole has closed.",
        "No row is held.",
    )
    assert page.held is None


def test_open_months_have_their_day_and_held_rows_are_counted(asked: Any) -> None:
    page = closed_periods(
        asked(
            "update closing set last_month = date '2025-10-01'",
            "insert into held values ('cases', '2025-03-01', 7), ('reviews', '2025-04-01', 2)",
        )
    )
    assert page.sentences[0] == (
        "November 2025 closes on 30 December 2025; December 2025 closes on 30 January 2026."
    )
    assert page.sentences[1] == (
        "In 2 closed months 7 rows of cases and 2 of scored reviews came, changed or went "
        "after publication and are held."
    )
    assert page.held is not None
    assert page.held.shown["What"].tolist() == ["Cases", "Scored reviews"]
    assert page.held.shown["Month"].tolist() == ["March 2025", "April 2025"]


def test_what_a_restatement_left_is_named(asked: Any) -> None:
    change = "insert into as_first_published values ('great_call_share', '{}', '{}', '{}')"
    month = date(2025, 3, 1)
    page = closed_periods(
        asked(change.format("site", month, month), change.format("section", month, month))
    )
    assert page.left.endswith(
        "would tell of a few radiologists: Great-call share (by site and section)."
    )
