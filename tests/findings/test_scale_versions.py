"""Scores by version of the scale: each in months of its own, mixed months in neither."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.findings.block import Block
from dashboard.findings.each_system import each_system
from dashboard.findings.events import Event
from dashboard.findings.scale_versions import scale_versions
from dashboard.findings.scores import score_shift
from dashboard.published.lens import Lens
from dashboard.published.open import Published
from tests.findings.small_ledger import SmallLedger, months

START = date(2023, 1, 1)
TWO_YEARS = Lens(START, date(2024, 12, 1))
SCORES, SCALES = "review_scores", "review_scales"
OLD, NEW = "radpeer_2002", "radpeer_2016"


def department(mixed: int, coarse: bool = False) -> SmallLedger:
    """Two years of 200 reviews a month: the old version, `mixed` months of both, then the new.

    coarse: scores are published by the quarter, versions by the month.
    """
    ledger = SmallLedger()
    switch = 12
    for place, month in enumerate(months(START, 24)):
        old = 200 if place < switch else 80 if place < switch + mixed else 0
        for scale, reviews in ((OLD, old), (NEW, 200 - old)):
            ledger.add(SCALES, month, reviews, 200, part=scale)
        above = 20 if place < switch else 10
        if coarse and place % 3:
            continue
        times = 3 if coarse else 1
        for part, reviews in (("1", 200 - above), ("2a", above)):
            ledger.add(SCORES, month, times * reviews, times * 200, months=times, part=part)
    return ledger


def found(ledger: SmallLedger, folder: Path, lens: Lens = TWO_YEARS) -> Block | None:
    return scale_versions(ledger.write(folder / "p.duckdb"), lens)


def test_each_version_has_its_own_months_and_shares(tmp_path: Path) -> None:
    block = found(department(mixed=0), tmp_path)
    assert block is not None
    shown = block.table.shown
    assert list(shown["Version"]) == 2 * ["RADPEER 2002"] + 2 * ["RADPEER 2016"]
    assert list(shown["Months"]) == 2 * ["2023"] + 2 * ["2024"]
    rows = shown.set_index(["Version", "Score"])
    assert rows.loc[("RADPEER 2002", "2a"), "Reviews"] == 12 * 20
    assert rows.loc[("RADPEER 2016", "2a"), "Share"] == pytest.approx(0.05)
    row = rows.loc[("RADPEER 2016", "2a")]
    assert row["95% from"] < row["Share"] < row["to"]
    assert "not one series" in block.notes[0]
    assert any("240 of 2,400 reviews" in note for note in block.notes)


def test_months_of_both_versions_are_in_neither(tmp_path: Path) -> None:
    block = found(department(mixed=2), tmp_path)
    assert block is not None
    new = block.table.shown[block.table.shown["Version"] == "RADPEER 2016"]
    assert set(new["Of"]) == {200 * 10}
    assert block.notes[-1] == "2 published periods mix versions and are left out."


def test_a_published_period_that_mixes_versions_is_left_out_whole(tmp_path: Path) -> None:
    block = found(department(mixed=1, coarse=True), tmp_path)
    assert block is not None
    new = block.table.shown[block.table.shown["Version"] == "RADPEER 2016"]
    assert set(new["Of"]) == {200 * 9}


def test_where_every_period_mixes_versions_the_reason_stands_alone(tmp_path: Path) -> None:
    mixed = Lens(date(2024, 1, 1), date(2024, 2, 1))
    block = found(department(mixed=2), tmp_path, mixed)
    assert block is not None
    assert "2 published periods mix versions" in block.empty


def test_one_version_needs_no_split(tmp_path: Path, demo_published: Published) -> None:
    assert found(department(mixed=0), tmp_path, Lens(START, date(2023, 12, 1))) is None
    whole = Lens(demo_published.months[0], demo_published.months[-1])
    assert each_system(demo_published, whole).scales is None


def test_a_change_of_scale_is_never_a_ratio(tmp_path: Path, demo_published: Published) -> None:
    """What the tool moved cannot be told where the scale changed with it."""
    changed = Event(date(2024, 1, 1), "Scoring built into PACS", kind="tool_change")
    published = department(mixed=0).write(tmp_path / "p.duckdb")
    _, shift = score_shift(published, TWO_YEARS, [changed], [])
    assert shift is not None
    assert (shift.change, shift.thresholds) == (None, ())
    whole = Lens(demo_published.months[0], demo_published.months[-1])
    one_scale = Event(date(2022, 1, 1), "Scoring built into PACS", kind="tool_change")
    _, shift = score_shift(demo_published, whole, [one_scale], [])
    assert shift is not None
    assert shift.change == one_scale
