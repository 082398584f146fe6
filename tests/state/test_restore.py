"""restore: a home from a backup, all of it and verified, or nothing at all."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.file_lock import lock_file
from dashboard.home import Home, HomeBusy, HomeProblem, create_home
from dashboard.ingest.take import take
from dashboard.publish import publish_generation
from dashboard.published.open import open_published
from dashboard.schema_version import SCHEMA_VERSION
from dashboard.state import restore as restoring
from dashboard.state import swap
from dashboard.state.backup import back_up
from dashboard.state.restore import is_unused, restore
from tests.house.project_files import ROOT
from tests.ingest.exports import TODAY, Department, numbered
from tests.state.homes import beside, contents, modes, no_file_above, rows


def test_the_home_is_the_same_department(
    department: Department, backup: Path, tmp_path: Path
) -> None:
    new = Home(tmp_path / "another machine" / "home")
    restored = restore(backup, new)
    assert (restored.version, restored.moved_to) == (SCHEMA_VERSION, None)
    assert rows(new) == rows(department.home)
    assert new.key() == department.home.key()
    again = take(new, [department.folder], publish=publish_generation, received_on=TODAY)
    assert not again.new
    department.cases(*numbered(4))
    assert (
        take(new, [department.folder], publish=publish_generation, received_on=TODAY).generation
        == 2
    )


def test_every_file_is_what_it_was(department: Department, backup: Path, tmp_path: Path) -> None:
    restore(backup, Home(tmp_path / "new"))
    found, before = contents(tmp_path / "new"), contents(department.home.path)
    made_anew = {"audit.head", "audit.log", "current.json"}
    assert found.keys() == before.keys()
    assert {name for name in found if found[name] != before[name]} <= made_anew


def test_only_its_owner_can_read_it(backup: Path, tmp_path: Path) -> None:
    restore(backup, Home(tmp_path / "new"))
    assert modes(tmp_path / "new") == {("folder", 0o700), ("file", 0o600)}
    assert beside(backup) == ["b.zip", "exports", "home", "new"]


def test_the_log_says_when(backup: Path, tmp_path: Path) -> None:
    restore(backup, Home(tmp_path / "new"))
    last = json.loads((tmp_path / "new" / "audit.log").read_text().splitlines()[-1])
    assert last["event"] == "restore"


def test_an_empty_folder_or_a_home_that_took_nothing_will_do(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    create_home(tmp_path / "unused")
    for name in ("empty", "unused"):
        restore(backup, Home(tmp_path / name))
        assert Home(tmp_path / name).generations() == [1]
    assert beside(backup) == ["b.zip", "empty", "exports", "home", "unused"]


@pytest.mark.parametrize("name", ["people.json", "layouts/own.toml", "notes.txt"])
def test_a_folder_with_anything_of_somebodys_is_in_use(tmp_path: Path, name: str) -> None:
    home = create_home(tmp_path / "home")
    assert is_unused(home)
    (home.path / name).write_text("")
    assert not is_unused(home)


def test_a_home_in_use_stays(department: Department, backup: Path, tmp_path: Path) -> None:
    before = contents(tmp_path)
    with pytest.raises(HomeProblem, match=r"there is a home already .* --replace"):
        restore(backup, department.home)
    assert contents(tmp_path) == before


def test_a_home_is_replaced_on_demand_and_kept_aside(department: Department, backup: Path) -> None:
    home = department.home
    department.cases(*numbered(9))
    department.take("cases.csv")
    before = contents(home.path)
    restored = restore(backup, home, replace=True)
    assert restored.moved_to is not None
    assert contents(restored.moved_to) == before
    assert len(rows(home)["cases"]) == 3
    assert modes(home.path) == {("folder", 0o700), ("file", 0o600)}


def test_a_running_dashboard_sees_what_was_restored(department: Department, backup: Path) -> None:
    home = department.home
    before = home.published_path()
    assert before is not None
    reader = open_published(before)
    restore(backup, home, replace=True)
    after = home.published_path()
    assert after is not None
    assert after.name != before.name
    assert len(open_published(after).receipts) == len(reader.receipts) == 3
    department.cases(*numbered(4))
    department.take("cases.csv")
    assert home.generations() == [1, 2]


def test_without_a_call_that_exchanges_two_renames_do(
    department: Department, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_exchanged_at_once", lambda _one, _other: False)
    restored = restore(backup, department.home, replace=True)
    assert restored.moved_to is not None
    assert beside(backup) == ["b.zip", "exports", "home", restored.moved_to.name]


def test_an_exchange_that_fails_leaves_both_in_their_places(
    department: Department, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_one: Path, _other: Path) -> None:
        raise OSError(16, "Device or resource busy")

    before = contents(tmp_path)
    monkeypatch.setattr(restoring, "exchange", refuse)
    with pytest.raises(HomeProblem, match=r"resource busy.* Nothing was changed"):
        restore(backup, department.home, replace=True)
    assert contents(tmp_path) == before


def test_nobody_may_be_writing_to_a_home_that_is_replaced(
    department: Department, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = Home.writing
    monkeypatch.setattr(Home, "writing", lambda self: writing(self, 0.1))
    before = contents(tmp_path)
    with department.home.writing(), pytest.raises(HomeBusy, match="another ingest is writing"):
        restore(backup, department.home, replace=True)
    assert contents(tmp_path) == before


def test_two_restores_at_once_do_not_mix(backup: Path, tmp_path: Path) -> None:
    with (tmp_path / ".new.restoring.lock").open("wb") as other:
        lock_file(other)
        with pytest.raises(HomeProblem, match="another restore into this home is running"):
            restore(backup, Home(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_a_full_disk_changes_nothing(
    department: Department, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(tmp_path)
    with (
        no_file_above(10_000),
        pytest.raises(HomeProblem, match=r"cannot be unpacked here .* Nothing was changed"),
    ):
        restore(backup, department.home, replace=True)
    assert contents(tmp_path) == before
    free = type("Usage", (), {"free": 1_000_000})()
    monkeypatch.setattr(restoring.shutil, "disk_usage", lambda _path: free)
    with pytest.raises(HomeProblem, match="the backup needs 5 MB and 1 MB are free"):
        restore(backup, Home(tmp_path / "new"))
    assert contents(tmp_path) == before


def test_a_home_damaged_before_it_was_backed_up_is_not_restored(
    department: Department, tmp_path: Path
) -> None:
    department.home.people_path.write_text("{")
    back_up(department.home, tmp_path / "b.zip")
    with pytest.raises(HomeProblem, match="damaged before it was backed up"):
        restore(tmp_path / "b.zip", Home(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


KILL_AT = """
import os, signal, sys
from pathlib import Path
from dashboard.home import Home
from dashboard.state import restore as restoring, swap

moment, backup, home = sys.argv[1:]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
flush, calls = os.fsync, []
def counted(handle):
    calls.append(handle)
    if moment.isdigit() and len(calls) == int(moment):
        die()
    flush(handle)
os.fsync = counted
exchange = restoring.exchange
def exchanged(one, other):
    if moment == "before the exchange":
        die()
    exchange(one, other)
    if moment == "after the exchange":
        die()
restoring.exchange = exchanged
restoring.restore(Path(backup), Home(Path(home)), replace=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no kill -9")
@pytest.mark.parametrize(
    ("moment", "restored"),
    [
        ("1", False),
        ("4", False),
        ("8", False),
        ("before the exchange", False),
        ("after the exchange", True),
    ],
)
def test_killed_in_the_middle_it_is_the_old_home_or_the_new_one(
    department: Department, backup: Path, moment: str, restored: bool
) -> None:
    home = department.home
    department.cases(*numbered(9))
    department.take("cases.csv")
    before = contents(home.path)
    command = [sys.executable, "-c", KILL_AT, moment, str(backup), str(home.path)]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    if restored:
        assert len(rows(home)["cases"]) == 3
    else:
        assert contents(home.path) == before
    aside = restore(backup, home, replace=True).moved_to
    assert len(rows(home)["cases"]) == 3
    assert restored or (aside is not None and contents(aside) == before)
    assert ".home.restoring" not in beside(home.path)
