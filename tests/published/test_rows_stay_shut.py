"""Whoever reads opens what was published: the rows may be unreadable, and every answer is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.commands.cli import COMMANDS, main
from dashboard.home import Home
from dashboard.ui.navigation import NAVIGATION, PageEntry
from dashboard.ui.page_fault import TITLE
from tests.pages.opened_page import html, opened

OF_THE_COORDINATOR = "data"
"""The one page behind which rows are opened: by intake, to take exports in."""
EACH_TIME = ("research-workbench",)
ANSWERS = {
    "measure": ("discrepancy_rate", "--by", "site"),
    "report": ("deck", "--out", "deck.pptx"),
    "analysis": ("run", "analysis.toml"),
}
ANALYSIS = """
format = 1
measure = "scored_reviews"
design = "control_chart"
start = "2024-01"
end = "2025-12"
"""
PAGES = [
    pytest.param(entry, marks=() if entry.url_path in EACH_TIME else pytest.mark.long)
    for entry in NAVIGATION
    if entry.url_path != OF_THE_COORDINATOR
]


@pytest.fixture
def home(demo_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The demo department, with nothing but noise where its rows were."""
    shutil.copytree(demo_home.path, tmp_path / "home")
    home = Home(tmp_path / "home")
    for file in home.warehouse_folder.iterdir():
        file.write_bytes(b"noise")
    monkeypatch.setenv("PEER_LEARNING_HOME", str(home.path))
    monkeypatch.chdir(tmp_path)
    return home


def test_every_command_that_answers_is_tried_here() -> None:
    pages = {"serve", "start"}
    assert {name for name, one in COMMANDS.items() if one.as_reader} == ANSWERS.keys() | pages


@pytest.mark.parametrize("name", ANSWERS)
def test_a_command_that_answers_opens_no_rows(
    home: Home, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("analysis.toml").write_text(ANALYSIS)
    assert main([name, *ANSWERS[name]]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.url_path)
def test_a_page_that_is_read_opens_no_rows(home: Home, entry: PageEntry) -> None:
    app = opened(entry)
    assert [error.message for error in app.exception] == []
    assert TITLE not in html(app)
    assert "The home cannot be used" not in html(app)
