"""A department of which no figure can be shown: each page says why, in place of a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.home import create_home
from dashboard.publish import publish_generation
from dashboard.ui.navigation import NAVIGATION
from tests.ingest.exports import ANN, BOB, Department, numbered
from tests.pages.opened_page import html, opened
from tests.pages.test_each_page import finding, sound

PART_OF_A_MONTH = numbered(40)  # all on one day in March
A_WHOLE_MONTH = [{"Case ID": f"PL-{day}", "Submitted On": f"2025-03-{day}"} for day in (10, 31)]
BEFORE_ANYBODY_CAME = [{**case, "Submitted On": "2019-03-31"} for case in A_WHOLE_MONTH]
NO_ROW_TAKEN = [{"Case ID": "PL-1", "Submitted On": "last week"}]
NOTHING = "No figure can be shown yet."


@pytest.fixture
def department(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Department:
    exports = tmp_path / "exports"
    exports.mkdir()
    home = create_home(tmp_path / "home")
    monkeypatch.setenv("PEER_LEARNING_HOME", str(home.path))
    return Department(home, exports)


@pytest.mark.parametrize(
    ("cases", "people", "missing"),
    [
        ([], [ANN, BOB], "Peer-learning cases are missing"),
        (A_WHOLE_MONTH, [], "The roster is missing: a number is shown only where enough"),
        (NO_ROW_TAKEN, [ANN, BOB], "cases came without a row that could be taken in"),
        (PART_OF_A_MONTH, [ANN, BOB], "are there of 4 March 2025 alone: no month of them"),
        (BEFORE_ANYBODY_CAME, [ANN, BOB], "Nobody on the roster was there in the months taken in"),
    ],
    ids=["no cases", "no roster", "no row", "part of a month", "nobody there"],
)
def test_it_is_said_what_is_missing(
    department: Department, cases: list[dict[str, str]], people: list[list[str]], missing: str
) -> None:
    if cases:
        department.cases(*cases)
    if people:
        department.roster(*people)
    department.take(publish=publish_generation)
    app = opened(NAVIGATION[0])
    assert sound(app)
    assert finding(app) == NOTHING
    assert missing in html(app)


def test_no_page_has_a_fault(department: Department) -> None:
    department.cases(*PART_OF_A_MONTH)
    department.take(publish=publish_generation)
    for entry in NAVIGATION[1:]:
        app = opened(entry)
        assert sound(app)
        assert (finding(app) == NOTHING) is entry.by_month
