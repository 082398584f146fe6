"""A backup that is damaged, forged, or none at all: one sentence, and nothing changed."""

import json
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.home import Home, HomeProblem
from dashboard.state.restore import restore
from tests.ingest.exports import Department
from tests.state.homes import contents, rows

Change = Callable[[dict[str, bytes]], None]


def changed(backup: Path, change: Change) -> Path:
    """Return a copy of the backup whose files `change` has changed."""
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    path = backup.with_name("changed.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def in_manifest(**values: object) -> Change:
    def change(files: dict[str, bytes]) -> None:
        record = json.loads(files["manifest.json"])
        files["manifest.json"] = json.dumps({**record, **values}).encode()

    return change


WRONG: dict[str, tuple[Change, str]] = {
    "another kind": (in_manifest(kind="else"), "it is no backup of a home"),
    "a newer form": (in_manifest(format=2), "made by a newer program"),
    "newer tables": (in_manifest(schema_version=9), "this program knows none above"),
    "not the version it says": (in_manifest(schema_version=0), "its manifest is damaged"),
    "no generation": (in_manifest(warehouse="generation-000009.duckdb"), "manifest is damaged"),
    "another place": (in_manifest(warehouse="../../x.duckdb"), "manifest is damaged"),
    "no files": (in_manifest(files=[]), "its manifest is damaged"),
    "no list": (in_manifest(files=7), "its manifest is damaged"),
    "not a manifest": (lambda f: f.update({"manifest.json": b"["}), "its manifest is damaged"),
    "a list": (lambda f: f.update({"manifest.json": b"[]"}), "its manifest is damaged"),
    "no manifest": (lambda f: f.pop("manifest.json") and None, "it is no backup of a home"),
    "one too many": (lambda f: f.update({"x": b""}), "it does not hold the files"),
    "one too few": (lambda f: f.pop("people.json") and None, "it does not hold the files"),
    "another key": (lambda f: f.update({"key": b"0" * 65}), "key is not what was backed up"),
    "longer": (lambda f: f.update({"key": f["key"] + b"0"}), "key is not what was backed up"),
}


@pytest.mark.parametrize(("change", "says"), WRONG.values(), ids=WRONG.keys())
def test_a_backup_that_is_not_sound_changes_nothing(
    department: Department, backup: Path, tmp_path: Path, change: Change, says: str
) -> None:
    wrong = changed(backup, change)
    before = contents(tmp_path)
    with pytest.raises(HomeProblem, match=says) as refused:
        restore(wrong, department.home, replace=True)
    assert str(wrong) in str(refused.value)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "name",
    [
        "../out",
        "/etc/out",
        "a/../../out",
        "lock",
        "current.json",
        "a\\b",
        "c:/x",
        "KEY",
        ".x",
        "a//b",
    ],
)
def test_no_name_leaves_the_home(backup: Path, tmp_path: Path, name: str) -> None:
    def add(files: dict[str, bytes]) -> None:
        record = json.loads(files["manifest.json"])
        empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        record["files"].append({"name": name, "bytes": 0, "sha256": empty})
        files["manifest.json"] = json.dumps(record).encode()
        files[name] = b""

    wrong = changed(backup, add)
    before = contents(tmp_path)
    with pytest.raises(HomeProblem, match="its manifest"):
        restore(wrong, Home(tmp_path / "new"))
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a backup, or damaged"),
        (b"Case ID,Site\n1,North\n", "not a backup, or damaged"),
        (None, "there is no such file"),
    ],
)
def test_another_file_is_said(tmp_path: Path, content: bytes | None, says: str) -> None:
    file = tmp_path / "file.zip"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(HomeProblem, match=says):
        restore(file, Home(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_a_damaged_backup_is_refused_wherever_the_damage_is(backup: Path, tmp_path: Path) -> None:
    """A hundred and twenty copies, each cut short or with a few bytes changed."""
    sound, dice = backup.read_bytes(), random.Random(4)
    home, wrong = Home(tmp_path / "new"), tmp_path / "wrong.zip"
    refused = 0
    for number in range(120):
        data = bytearray(sound)
        if number % 4 == 0:
            del data[dice.randrange(len(data)) :]
        for _ in range(dice.randint(1, 4)):
            near_the_end = number % 2 and len(data) > 900
            place = dice.randrange(len(data) - 900 if near_the_end else 0, max(len(data), 1) or 1)
            data[place : place + 1] = bytes([dice.randrange(256)])
        wrong.write_bytes(data)
        try:
            restore(wrong, home)
        except HomeProblem as problem:
            refused += 1
            assert "\n" not in str(problem)
            assert not home.path.exists()
        else:
            assert contents(home.path)["key"] == contents(tmp_path / "home")["key"]
            assert rows(home) == rows(Home(tmp_path / "home"))
            shutil.rmtree(home.path)
    assert refused > 90
