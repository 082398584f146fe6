"""No right to read or write, a full disk: one sentence, exit code 2, and nothing changed."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from dashboard.home import Home
from dashboard.publish import publish_generation
from dashboard.published.open import open_published
from tests.faults.department import Department, contents, left_behind
from tests.faults.machine import (
    MEBIBYTE,
    as_anybody,
    files_up_to,
    fill_disk,
    in_child,
    ingest_in_child,
    small_disk,
    with_files_up_to,
    without_right,
)
from tests.faults.trials import DONE, REFUSED, Laboratory, Ran, run_ingest, stand_in
from tests.faults.valid_exports import cases

DISK = 40
NO_ROOM = ("No space left", "disk full", "File too large", "free some space", "cannot be written")


@pytest.fixture
def taken(laboratory: Laboratory) -> Department:
    """A department with a generation published, and an export with new rows beside it."""
    department = laboratory.department()
    (department.folder / "cases.csv").write_text(cases(300).text())
    return department


def check_refused(ran: Ran, *words: str) -> None:
    assert ran.code == REFUSED, ran
    assert ran.out == "" and "Traceback" not in ran.error
    assert len(ran.error.strip().splitlines()) == 1, ran.error
    assert any(word in ran.error for word in words), ran.error


def check_can_go_on(department: Department) -> None:
    """Check that the next ingest succeeds and takes every row."""
    ran = run_ingest(department.home, department.folder / "cases.csv", publish=stand_in)
    assert ran.code == DONE, ran
    assert department.one("select count(*) from cases") == 300
    assert left_behind(department.home) == []


def test_a_file_that_may_not_be_read(taken: Department) -> None:
    before = contents(taken.home)
    with without_right(taken.folder / "cases.csv", 0o000):
        ran = ingest_in_child(taken.home.path, taken.folder / "cases.csv", before=as_anybody)
        check_refused(ran, "cases.csv: cannot be read", "is not readable")
    assert contents(taken.home) == before


def test_a_folder_that_may_not_be_read_is_not_passed_over(taken: Department) -> None:
    closed = taken.folder / "march"
    closed.mkdir()
    shutil.copy(taken.folder / "cases.csv", closed / "more.csv")
    before = contents(taken.home)
    with without_right(closed, 0o000):
        ran = ingest_in_child(taken.home.path, taken.folder, before=as_anybody)
        check_refused(ran, "march: cannot be read")
    assert contents(taken.home) == before


@pytest.mark.parametrize("part", ["", "warehouse", "published"])
def test_a_home_that_may_not_be_written(taken: Department, part: str) -> None:
    before = contents(taken.home)
    with without_right(taken.home.path / part, 0o500):
        ran = ingest_in_child(taken.home.path, taken.folder, before=as_anybody)
        check_refused(ran, "give yourself write access")
    assert contents(taken.home) == before
    check_can_go_on(taken)


def test_the_trail_of_a_home_that_may_not_be_written_can_be_checked(taken: Department) -> None:
    home = taken.home.path
    with without_right(home / "audit.head", 0o400), without_right(home, 0o500):
        ran = in_child("audit", "verify", "--home", home, before=as_anybody)
    assert (ran.code, "none changed or removed" in ran.error) == (DONE, True), ran


def test_a_home_of_somebody_else(taken: Department) -> None:
    with without_right(taken.home.path, 0o000):
        ran = ingest_in_child(taken.home.path, taken.folder, before=as_anybody)
        check_refused(ran, "write access", "is not readable", "cannot be made here")
    check_can_go_on(taken)


def test_rejects_that_may_not_be_written(taken: Department, tmp_path: Path) -> None:
    export = cases(300).with_cells(0, Submitted_On="soon")
    (taken.folder / "cases.csv").write_text(export.text())
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    before = contents(taken.home)
    arguments = (taken.folder, "--rejects", closed / "rejects.csv")
    ran = ingest_in_child(taken.home.path, *arguments, before=as_anybody)
    check_refused(ran, "rejects.csv: cannot be written (Permission denied)")
    assert contents(taken.home) == before


@pytest.mark.parametrize("size", [0, 4096, 300_000, 2_000_000])
def test_files_that_may_not_grow(taken: Department, size: int) -> None:
    before = contents(taken.home)
    ran = ingest_in_child(taken.home.path, taken.folder, before=with_files_up_to(size))
    check_refused(ran, *NO_ROOM)
    assert contents(taken.home) == before
    check_can_go_on(taken)


@pytest.mark.parametrize("leave", [0, 1 * MEBIBYTE, 3 * MEBIBYTE, 9 * MEBIBYTE // 2, 6 * MEBIBYTE])
def test_a_full_disk(taken: Department, tmp_path: Path, leave: int) -> None:
    check_full_disk(taken, tmp_path / "disk", leave)


@pytest.mark.long
@pytest.mark.parametrize("leave", range(0, 8 * MEBIBYTE, MEBIBYTE // 8))
def test_a_disk_that_fills_at_any_step(taken: Department, tmp_path: Path, leave: int) -> None:
    check_full_disk(taken, tmp_path / "disk", leave)


@pytest.mark.parametrize("leave", [11 * MEBIBYTE // 2, 6 * MEBIBYTE, 13 * MEBIBYTE // 2])
def test_half_a_file_is_never_made_current(taken: Department, tmp_path: Path, leave: int) -> None:
    """There is no room to publish, and a moment later there is: somebody emptied the bin."""
    disk = tmp_path / "disk"
    with small_disk(disk, DISK) as mounted:
        home = Home(disk / "home") if mounted else taken.home
        if mounted:
            shutil.copytree(taken.home.path, home.path)
        before = contents(home)
        ballast = fill_disk(disk, leave) if mounted else disk / "none"

        def publish(warehouse: Path, published: Path, progress: Any) -> None:
            try:
                with nullcontext() if mounted else files_up_to(leave // 16):
                    publish_generation(warehouse, published, progress)
            finally:
                ballast.unlink(missing_ok=True)

        ran = run_ingest(home, taken.folder, publish=publish)
        if ran.code == DONE:
            assert what_it_shows(home.published_path()) == published_again(home, tmp_path)
        else:
            check_refused(ran, *NO_ROOM)
            assert contents(home) == before
        check_can_go_on(Department(home, taken.folder))


def published_again(home: Home, folder: Path) -> list[str]:
    """What the current warehouse shows when there is room to publish it."""
    warehouse, published = home.warehouse_path(), folder / "again.duckdb"
    assert warehouse is not None
    publish_generation(warehouse, published)
    return what_it_shows(published)


def what_it_shows(path: Path | None) -> list[str]:
    assert path is not None
    published = open_published(path)
    try:
        return [published.frame(name).to_csv() for name in ("shown", "receipts", "coverage")]
    finally:
        published.connection.close()


def check_full_disk(taken: Department, disk: Path, leave: int) -> None:
    """Take the export into a home on a disk with `leave` bytes of room.

    Where no disk may be mounted, files that may not grow beyond that stand for it.
    """
    with small_disk(disk, DISK) as mounted:
        place = disk / "home" if mounted else taken.home.path
        if mounted:
            shutil.copytree(taken.home.path, place)
        department = Department(Home(place), taken.folder)
        before = contents(department.home)
        if mounted:
            ballast = fill_disk(disk, leave)
            ran = run_ingest(department.home, department.folder)
            ballast.unlink()
        else:
            ran = ingest_in_child(place, department.folder, before=with_files_up_to(leave))
        if ran.code != DONE:
            check_refused(ran, *NO_ROOM)
            assert contents(department.home) == before
        check_can_go_on(department)
