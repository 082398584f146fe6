"""Tests that share what takes long to build run on one worker, the longest of them first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import side_by_side
from tests.side_by_side import ByWhatIsShared, together, turn

ROOT = Path(__file__).resolve().parents[2]


def test_a_files_tests_stay_together_and_some_folders() -> None:
    assert together("tests/spec/test_bases.py::test_a[b]") == "tests/spec/test_bases.py"
    assert together("tests/browser/test_lens.py::test_a[x::y]") == "tests/browser"
    assert together("tests/browser/test_sign_in.py::test_a") == "tests/browser/test_sign_in.py"


def test_the_longest_come_first() -> None:
    assert turn("tests/browser/test_lens.py::test_a") == 0
    assert turn("tests/spec/test_bases.py::test_a") == len(side_by_side.FIRST)


@pytest.mark.parametrize(
    "named", [*side_by_side.KEPT_TOGETHER, *side_by_side.ALONE, *side_by_side.FIRST]
)
def test_what_is_named_is_there(named: str) -> None:
    assert (ROOT / named).exists()


def test_the_spread_follows_it() -> None:
    unstarted = ByWhatIsShared.__new__(ByWhatIsShared)
    assert unstarted._split_scope("tests/state/test_backup.py::a") == "tests/state"
