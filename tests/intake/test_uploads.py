"""A dropped file is on the disk only while it is being read, for its owner alone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from dashboard.home import Home
from dashboard.intake.uploads import Upload, private_copies, safe_name

FILE = Upload("flags.csv", b"MRN\n48210977\n")


def test_the_copy_is_private_and_gone_at_once(home: Home) -> None:
    with private_copies(home, [FILE]) as (path,):
        assert path.read_bytes() == FILE.data
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        folders = [path.parent, path.parent.parent]
        assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700, 0o700]
    assert not path.exists()
    assert not (home.path / "uploads").exists()


def test_it_is_gone_when_reading_it_fails(home: Home) -> None:
    with pytest.raises(ValueError, match="broken"), private_copies(home, [FILE]) as (path,):
        raise ValueError("broken")
    assert not path.exists()


def test_what_a_killed_server_left_goes_first(home: Home) -> None:
    left = home.path / "uploads" / "0000" / "left.csv"
    left.parent.mkdir(parents=True)
    left.write_text("MRN")
    with private_copies(home, [FILE]):
        assert not left.exists()


def test_two_files_of_one_name_are_two_files(home: Home) -> None:
    with private_copies(home, [FILE, Upload("flags.csv", b"other")]) as paths:
        assert [path.name for path in paths] == ["flags.csv", "flags.csv"]
        assert paths[0].read_bytes() != paths[1].read_bytes()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("flags.csv", "flags.csv"),
        ("../../key", "key"),
        ("C:\\exports\\flags.csv", "flags.csv"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("..", "export"),
        ("", "export"),
        ("Überweisung März.csv", "Überweisung März.csv"),
    ],
)
def test_a_name_cannot_lead_elsewhere(home: Home, name: str, kept: str) -> None:
    assert safe_name(name) == kept
    with private_copies(home, [Upload(name, b"x")]) as (path,):
        assert path.resolve().is_relative_to((home.path / "uploads").resolve())


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("x" * 400 + ".xlsx").endswith("x.xlsx")
    assert len(Path(safe_name("x" * 400 + ".xlsx")).name) < 200
