"""Two ingests at once: one waits or is refused in words. A dashboard goes on reading meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.published.open import open_published
from tests.faults.dashboard_reader import Dashboard
from tests.faults.department import Department, left_behind
from tests.faults.machine import ROOT
from tests.faults.trials import DONE, REFUSED, Laboratory, run_ingest, stand_in
from tests.faults.valid_exports import cases

BUSY = "another ingest is writing to this home; nothing was changed, try again when it has ended"


@pytest.fixture
def taken(laboratory: Laboratory) -> Department:
    """A department with a published generation, and two exports beside it."""
    department = laboratory.department()
    (department.folder / "first.csv").write_text(cases(40).text())
    (department.folder / "second.csv").write_text(cases(40, first=1000).text())
    return department


def start_ingest(department: Department, name: str) -> subprocess.Popen[str]:
    """Start the ingest command in a process of its own."""
    paths = (str(department.folder / name), "--home", str(department.home.path))
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard", "ingest", *paths],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_ingests_at_once(taken: Department) -> None:
    before = taken.counts()["cases"]
    both = [start_ingest(taken, name) for name in ("first.csv", "second.csv")]
    said = [process.communicate(timeout=120)[1] for process in both]
    codes = [process.returncode for process in both]
    assert DONE in codes and set(codes) <= {DONE, REFUSED}, said
    assert all(BUSY in words for words, code in zip(said, codes, strict=True) if code == REFUSED)
    new = {"first.csv": 40 - before, "second.csv": 40}
    expected = sum(rows for rows, code in zip(new.values(), codes, strict=True) if code == DONE)
    assert taken.counts()["cases"] == before + expected
    assert left_behind(taken.home) == []


@pytest.mark.long
def test_an_ingest_waits_for_one_that_ends_soon(taken: Department) -> None:
    with taken.home.writing():
        process = start_ingest(taken, "second.csv")
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
    process.communicate(timeout=120)
    assert process.returncode == DONE


@pytest.mark.long
def test_an_ingest_does_not_wait_for_ever(taken: Department) -> None:
    before = taken.counts()
    with taken.home.writing():
        process = start_ingest(taken, "second.csv")
        words = process.communicate(timeout=120)[1]
    assert process.returncode == REFUSED
    assert BUSY in words
    assert taken.counts() == before


def test_a_reader_keeps_its_generation_while_the_next_is_published(taken: Department) -> None:
    old_path = taken.home.published_path()
    assert old_path is not None
    reader = open_published(old_path)
    old = reader.frame("receipts")
    while_publishing: list[bool] = []

    def publish(warehouse: Path, published: Path, progress: object) -> None:
        while_publishing.append(reader.frame("receipts").equals(old))
        while_publishing.append(taken.home.published_path() == old_path)
        stand_in(warehouse, published, progress)

    ran = run_ingest(taken.home, taken.folder / "second.csv", publish=publish)
    assert ran.code == DONE and while_publishing == [True, True]
    assert reader.frame("receipts").equals(old)
    assert taken.home.published_path() != old_path
    reader.connection.close()


@pytest.mark.long
def test_a_dashboard_reads_on_through_three_ingests(taken: Department) -> None:
    dashboard = Dashboard(taken.home.path)
    for number in range(3):
        (taken.folder / "more.csv").write_text(cases(3, first=2000 + 10 * number).text())
        assert run_ingest(taken.home, taken.folder / "more.csv").code == DONE
    last = taken.home.published_path()
    assert last is not None
    seen = dashboard.read_until(last.name)
    generations = [name for name, *_ in seen]
    assert generations == sorted(generations), "it went back"
    assert len(set(generations)) >= 2 and generations[-1] == last.name
    by_generation = {name: (receipts, measures) for name, receipts, measures in seen}
    assert len(set(seen)) == len(by_generation), "a generation changed while it was read"
    receipts = [by_generation[name][0] for name in sorted(by_generation)]
    assert receipts == sorted(set(receipts)), "a new generation has no new receipt"
