"""Kill -9 at any moment: the old generation or the new one, whole, and the next ingest succeeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.ingest.kept_generations import roll_back
from tests.faults.department import generation_files
from tests.faults.kills import Killings, ingest_and_kill, kill_at_random, patients_in
from tests.faults.trials import DONE, check_published, run_ingest

# What an ingest does to the files of a home when it makes what it built current.
LAST_STEPS = (
    "os.rename building-",
    "os.rename .people.json",
    "os.rename .current.json",
    "open audit.log",
)


@pytest.fixture
def killings(tmp_path: Path) -> Killings:
    return Killings(tmp_path)


def touches(killings: Killings, *, really_publish: bool = False) -> list[str]:
    """What an ingest that nobody kills does to the files of the home, one after the other."""
    killings.write(killings.rows + 30)
    ended = ingest_and_kill(killings.department, really_publish=really_publish)
    assert not ended.killed and ended.said_done
    killings.ingest()
    return [told for told in ended.told if told not in ("begin", "done")]


def test_killed_at_five_random_moments(tmp_path: Path) -> None:
    found = kill_at_random(tmp_path, 5, seed=5)
    assert found["killed"] >= 3, found


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_killed_at_two_hundred_random_moments(tmp_path: Path, seed: int) -> None:
    found = kill_at_random(tmp_path, 20, seed)
    assert found["killed"] >= 12, found


@pytest.mark.long
def test_killed_just_before_each_of_the_last_steps(killings: Killings) -> None:
    steps = touches(killings)
    last = [number for number, step in enumerate(steps) if step.startswith(LAST_STEPS)]
    assert len(last) >= 5, steps
    for number in last:
        assert killings.kill_one(before_touch=number).killed, steps[number]


@pytest.mark.long
def test_killed_just_before_every_step(killings: Killings) -> None:
    steps = touches(killings)
    for number in range(len(steps)):
        assert killings.kill_one(before_touch=number).killed, steps[number]


@pytest.mark.long
@pytest.mark.parametrize("step", ["os.rename building-", "os.rename .current.json"])
def test_going_back_after_a_kill_shows_what_was_current_before(
    killings: Killings, step: str
) -> None:
    steps = touches(killings)
    last = max(number for number, touched in enumerate(steps) if touched.startswith(step))
    before = killings.rows
    assert killings.kill_one(before_touch=last).killed
    roll_back(killings.department.home)
    assert killings.department.one("select count(*) from cases") == before
    published = killings.department.home.published_path()
    assert published is not None and published.exists()


@pytest.mark.long
def test_what_was_half_published_is_in_nobodys_way(killings: Killings) -> None:
    steps = touches(killings, really_publish=True)
    last = max(n for n, step in enumerate(steps) if step.startswith("os.rename building-"))
    home, folder = killings.department.home, killings.department.folder
    killings.write(killings.rows + 30)
    assert ingest_and_kill(killings.department, before_touch=last, really_publish=True).killed
    assert list(home.published_folder.glob("building-*")) != []
    ran = run_ingest(home, folder)  # publishes for real
    assert ran.code == DONE, ran
    check_published(home, receipts=4)
    assert list(home.published_folder.glob("building-*")) == []


def test_a_kill_leaves_identifiers_only_until_the_next_ingest(killings: Killings) -> None:
    """What is lying there after a kill is what the checks look for: they can fail."""
    home = killings.department.home
    export = killings.department.folder / "cases.csv"
    export.write_bytes(export.read_text().encode("utf-16"))  # is copied to be read
    steps = touches(killings)
    before = generation_files(home)
    killings.write(killings.rows + 30)
    export.write_bytes(export.read_text().encode("utf-16"))
    copied = next(n for n, step in enumerate(steps) if step.startswith("open building-"))
    assert ingest_and_kill(killings.department, before_touch=copied).killed
    assert home.working_folder.exists() and patients_in(home.path) != []
    assert {name: generation_files(home)[name] for name in before} == before
    for path in (home.working_folder, *home.working_folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path
    killings.ingest()
    assert not home.working_folder.exists() and patients_in(home.path) == []
