"""Two reviewers of one report: the share alike, and kappa beyond the chance of all scores."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from dashboard.analysis.agreement import kappa_given_chance
from dashboard.analysis.agreement_many import fleiss_kappa, rating_counts_of_table
from dashboard.analysis.intervals import proportion_interval
from dashboard.findings.block import Block
from dashboard.findings.double_scores import NO_PAIRS, double_scores
from dashboard.published.lens import Lens
from dashboard.published.open import Published
from tests.findings.small_ledger import SmallLedger

YEARS = (date(2023, 1, 1), date(2024, 1, 1))
BOTH = Lens(YEARS[0], date(2024, 12, 1))


def department(alike: tuple[int, ...], twice: int = 100, concur: int = 900) -> SmallLedger:
    """Two years of 100 double-scored reports each, and of 1,000 scores of which 900 concur."""
    ledger = SmallLedger()
    for year, same in zip(YEARS, alike, strict=False):
        for part, reports in (("same score", same), ("different scores", twice - same)):
            ledger.add("double_score_agreement", year, reports, twice, months=12, part=part)
        for part, reviews in (("1", concur), ("2a", 1000 - concur)):
            ledger.add("review_scores", year, reviews, 1000, months=12, part=part)
    return ledger


def found(ledger: SmallLedger, folder: Path, lens: Lens = BOTH) -> Block:
    return double_scores(ledger.write(folder / "p.duckdb"), lens)


def test_the_share_alike_has_its_interval_and_each_year_its_row(tmp_path: Path) -> None:
    block = found(department((96, 90)), tmp_path)
    whole = proportion_interval(186, 200)
    assert whole.lower is not None
    assert whole.upper is not None
    assert "186 of 200 reports scored twice, 93%" in block.notes[0]
    assert f"({100 * whole.lower:.0f}% to {100 * whole.upper:.0f}%)" in block.notes[0]
    assert list(block.table.shown["Same score"]) == [96, 90]
    assert list(block.table.shown["Year"]) == ["2023", "2024"]


def test_kappa_takes_its_chance_from_all_scores(tmp_path: Path) -> None:
    block = found(department((96, 90)), tmp_path)
    by_chance = 0.9**2 + 0.1**2
    row = block.table.raw.iloc[0]
    assert row["kappa"] == pytest.approx((0.96 - by_chance) / (1 - by_chance))
    assert row["kappa_lower"] < row["kappa"] < row["kappa_upper"]
    assert "kappa is 0.61" in block.notes[1]
    assert "more than chance gives" in block.notes[1]


def test_agreement_by_chance_is_not_called_more(tmp_path: Path) -> None:
    block = found(department((82, 82)), tmp_path)
    assert "kappa is 0.00" in block.notes[1]
    assert "not told from what chance gives" in block.notes[1]


def test_without_scores_there_is_no_kappa(tmp_path: Path) -> None:
    ledger = department((96, 90))
    ledger.rows = [row for row in ledger.rows if row[0] != "review_scores"]
    block = found(ledger, tmp_path)
    assert len(block.notes) == 1
    assert block.table.shown["Kappa"].isna().all()


def test_without_pairs_the_block_says_what_would_fill_it(tmp_path: Path) -> None:
    ledger = department(())
    ledger.add("scored_reviews", YEARS[0], 10, 0, months=12)
    assert found(ledger, tmp_path).empty == NO_PAIRS


def test_kappa_is_that_of_fleiss_where_all_ratings_are_of_pairs() -> None:
    table = np.array([[40, 9, 2], [6, 45, 1], [0, 3, 7]])
    shares = (table.sum(axis=0) + table.sum(axis=1)) / (2 * table.sum())
    of_fleiss = fleiss_kappa(rating_counts_of_table(table, (0, 1, 2)))
    ours = kappa_given_chance(int(np.trace(table)), int(table.sum()), shares.tolist())
    assert ours.estimate == pytest.approx(of_fleiss.estimate, abs=1e-12)


@pytest.mark.parametrize(("alike", "twice", "shares"), [(0, 0, (0.9, 0.1)), (5, 5, (1.0,))])
def test_what_cannot_be_computed_says_why(
    alike: int, twice: int, shares: tuple[float, ...]
) -> None:
    computed = kappa_given_chance(alike, twice, shares)
    assert computed.estimate is None
    assert computed.note


def test_the_planted_agreement_is_found_in_the_demo_department(demo_published: Published) -> None:
    block = double_scores(demo_published, Lens(demo_published.months[0], demo_published.months[-1]))
    assert not block.empty
    whole = block.table.raw
    planted = 0.2
    assert (whole["kappa_lower"] < planted).all()
    assert (whole["kappa_upper"] > planted).all()
