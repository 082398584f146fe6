"""backup: one private file with all a home cannot be without, whole or not at all."""

import json
import stat
import zipfile
from pathlib import Path

import pytest

from dashboard.command_line import PROGRAM
from dashboard.home import HomeProblem, create_home
from dashboard.published.open import open_published
from dashboard.schema_version import SCHEMA_VERSION
from dashboard.state import backup
from dashboard.state.backup import back_up
from dashboard.state.manifest import read_manifest
from tests.ingest.exports import Department, numbered
from tests.state.homes import beside, contents, no_file_above


def held(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        return sorted(archive.namelist())


def test_it_holds_the_current_generation_and_everything_beside_it(
    department: Department, tmp_path: Path
) -> None:
    home = department.home
    department.cases(*numbered(4))
    department.take("cases.csv")
    (home.layouts_folder / "own.toml").write_text("title = 'Own'")
    (home.path / "policy.toml").write_text("people = 5")
    made = back_up(home, tmp_path / "b.zip")
    assert held(tmp_path / "b.zip") == [
        "audit.head",
        "audit.log",
        "key",
        "layouts/own.toml",
        "manifest.json",
        "people.json",
        "policy.toml",
        "published/generation-000002.duckdb",
        "warehouse/generation-000002.duckdb",
    ]
    assert (made.generation, made.files) == (2, 8)
    assert made.bytes == (tmp_path / "b.zip").stat().st_size


def test_only_its_owner_can_read_it(department: Department, tmp_path: Path) -> None:
    back_up(department.home, tmp_path / "b.zip")
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    assert beside(tmp_path / "b.zip") == ["b.zip", "exports", "home"]


def test_the_manifest_has_the_hash_of_every_file(department: Department, tmp_path: Path) -> None:
    before = contents(department.home.path)
    back_up(department.home, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        manifest = read_manifest(archive.read("manifest.json"))
    found = {file.name: file.sha256 for file in manifest.files}
    assert found == {name: digest for name, digest in before.items() if name != "current.json"}
    assert manifest.schema_version == SCHEMA_VERSION
    assert manifest.warehouse == "generation-000001.duckdb"


def test_dashboards_read_on_and_the_home_is_as_before(
    department: Department, tmp_path: Path
) -> None:
    home = department.home
    path = home.published_path()
    assert path is not None
    reader = open_published(path)
    before = contents(home.path)
    back_up(home, tmp_path / "b.zip")
    assert len(reader.receipts) == 3
    after = contents(home.path)
    assert {name for name in after if after[name] != before.get(name)} == {
        "audit.head",
        "audit.log",
    }


def test_the_log_says_when(department: Department, tmp_path: Path) -> None:
    back_up(department.home, tmp_path / "b.zip")
    last = json.loads((department.home.path / "audit.log").read_text().splitlines()[-1])
    assert (last["event"], last["generation"]) == ("backup", 1)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("exports/cases.csv", "there is a file already, and a backup never writes over one"),
        ("home/b.zip", "lies inside the home it would back up"),
        ("nowhere/b.zip", "there is no such folder"),
    ],
)
def test_where_it_may_not_be(department: Department, tmp_path: Path, place: str, says: str) -> None:
    before = contents(tmp_path)
    with pytest.raises(HomeProblem, match=says):
        back_up(department.home, tmp_path / place)
    assert contents(tmp_path) == before


def test_a_home_without_a_generation_has_nothing_to_back_up(tmp_path: Path) -> None:
    home = create_home(tmp_path / "home")
    with pytest.raises(HomeProblem, match="nothing was taken yet"):
        back_up(home, tmp_path / "b.zip")
    assert beside(tmp_path / "b.zip") == ["home"]


def test_a_missing_published_file_is_said(department: Department, tmp_path: Path) -> None:
    path = department.home.published_path()
    assert path is not None
    path.unlink()
    with pytest.raises(HomeProblem, match=f"{PROGRAM} publish"):
        back_up(department.home, tmp_path / "b.zip")


def test_a_full_disk_leaves_nothing_behind(department: Department, tmp_path: Path) -> None:
    before = contents(tmp_path)
    with (
        no_file_above(10_000),
        pytest.raises(HomeProblem, match=r"cannot be written .* Nothing was left behind"),
    ):
        back_up(department.home, tmp_path / "b.zip")
    assert contents(tmp_path) == before


def test_what_reads_back_otherwise_is_no_backup(
    department: Department, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_hash", lambda _archive, _name: "0" * 64)
    with pytest.raises(HomeProblem, match="what was written reads back otherwise"):
        back_up(department.home, tmp_path / "b.zip")
    assert beside(tmp_path / "b.zip") == ["exports", "home"]


def test_what_a_killed_backup_left_is_taken_away(department: Department, tmp_path: Path) -> None:
    (tmp_path / ".b.zip.unfinished").write_text("half")
    back_up(department.home, tmp_path / "b.zip")
    assert beside(tmp_path / "b.zip") == ["b.zip", "exports", "home"]


def test_a_name_other_systems_cannot_hold_is_said(department: Department, tmp_path: Path) -> None:
    (department.home.layouts_folder / "a:b.toml").write_text("")
    with pytest.raises(HomeProblem, match="rename the file"):
        back_up(department.home, tmp_path / "b.zip")
    assert beside(tmp_path / "b.zip") == ["exports", "home"]
