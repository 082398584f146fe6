"""The custodian's extract of the demo department: what it holds, and what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from dashboard.commands import cli
from dashboard.home import Home

WHY = "Study 2026-14, approved by the quality committee on 3 March"


@pytest.fixture(scope="module")
def home(demo_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy of the demo's home: an extract writes a line into the audit trail."""
    copy = Home(tmp_path_factory.mktemp("extract") / "home")
    shutil.copytree(demo_home.path, copy.path)
    return copy


@pytest.fixture(scope="module")
def folder(home: Home) -> Path:
    folder = home.path.parent / "rows"
    assert cli.main(["extract", "--home", str(home.path), "--out", str(folder), "--why", WHY]) == 0
    return folder


def test_it_holds_rows_without_anybody(home: Home, folder: Path) -> None:
    book = json.loads(home.people_path.read_text(encoding="utf-8"))["people"]
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    for pseudonym, person in book.items():
        for word in (pseudonym, *person["names"], *person["emails"]):
            assert word.encode() not in held
    cases = pd.read_csv(folder / "cases.csv")
    assert len(cases) > 3000
    assert {"person", "other_person", "month", "learning_point"}.isdisjoint(cases.columns)
    assert cases["period"].str.fullmatch(r"\d{4}(-\d{2}| Q\d| H\d)?|any").all()


def test_the_codebook_says_what_was_given_up_and_why(folder: Path) -> None:
    text = (folder / "codebook.md").read_text(encoding="utf-8")
    assert WHY in text
    assert "Left out altogether:" in text
    for column in pd.read_csv(folder / "cases.csv", nrows=1):
        assert f"| {column} |" in text


def test_it_is_written_down(home: Home, folder: Path) -> None:
    entry = home.audit_trail().entries()[0]
    assert entry.event == "extract"
    assert entry.facts["why"] == WHY
    assert entry.facts["rows"]["cases"] == len(pd.read_csv(folder / "cases.csv"))
    assert home.audit_trail().verify().problems == ()


def test_its_files_are_their_owners_alone(folder: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--why", "because"], "say for whom"),
        (["--why", WHY, "--people", "3"], "--people"),
        (["--why", WHY, "--out", "."], "is there already"),
    ],
)
def test_what_it_refuses(
    home: Home,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    said: str,
) -> None:
    out = [] if "--out" in options else ["--out", str(tmp_path / "rows")]
    assert cli.main(["extract", "--home", str(home.path), *out, *options]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "rows").exists()


def test_it_writes_nothing_into_the_home(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    inside = str(home.path / "rows")
    assert cli.main(["extract", "--home", str(home.path), "--out", inside, "--why", WHY]) == 2
    assert "lies inside the home" in capsys.readouterr().err
