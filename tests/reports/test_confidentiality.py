"""The words a department's counsel asks for stand in every file that leaves the dashboard."""

from __future__ import annotations

import csv
import shutil
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from pptx import Presentation

from dashboard.commands.cli import main
from dashboard.confidentiality import CONFIDENTIAL, confidentiality_of
from dashboard.home import Home
from dashboard.reports.deck.powerpoint import foot_texts
from dashboard.reports.deck.slide import Deck
from dashboard.ui.download import _as_csv

STATUTE = "Peer review work product, Example Statute § 8-402."


@pytest.fixture(scope="module")
def home(demo_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo department with a line of its own."""
    copied = Home(tmp_path_factory.mktemp("statute") / "home")
    shutil.copytree(demo_home.path, copied.path)
    settings = copied.path / "settings.toml"
    before = settings.read_text() if settings.exists() else ""
    settings.write_text(f'confidentiality = "{STATUTE}"\n{before}')
    return copied


def test_slides_and_summary_hold_them(home: Home, tmp_path: Path) -> None:
    deck, summary = tmp_path / "deck.pptx", tmp_path / "summary.docx"
    few = ["--slides", "themes"]
    assert main(["report", "deck", "--out", str(deck), "--home", str(home.path), *few]) == 0
    assert main(["report", "accreditation", "--out", str(summary), "--home", str(home.path)]) == 0
    foot = Presentation(str(deck)).slides[0].shapes[-2].text_frame.text
    assert foot == f"Made-up demo department. {STATUTE.rstrip('.')}"
    assert any(STATUTE in each.text for each in Document(str(summary)).paragraphs)


def test_every_row_of_a_download_carries_them(home: Home) -> None:
    rows = pd.DataFrame({"member": ["all", "North"], "estimate": [1.5, None]})
    written = list(csv.DictReader(StringIO(_as_csv(rows, confidentiality_of(home)))))
    assert [row["confidentiality"] for row in written] == [STATUTE, STATUTE]
    assert [row["estimate"] for row in written] == ["1.5", ""]


def test_without_words_of_its_own_a_department_has_ours(demo_home: Home, tmp_path: Path) -> None:
    assert confidentiality_of(demo_home) == CONFIDENTIAL
    broken = Home(tmp_path)
    (tmp_path / "settings.toml").write_text("confidentiality = [")
    assert confidentiality_of(broken) == CONFIDENTIAL


@pytest.mark.parametrize(
    ("words", "foot"),
    [
        ("Short. And more.", "Short. And more"),
        (f"First sentence. {'word ' * 40}", "First sentence"),
        ("word " * 60, "…"),
    ],
)
def test_a_foot_takes_what_fits(demo_deck: Deck, words: str, foot: str) -> None:
    from dataclasses import replace

    text, _ = foot_texts(replace(demo_deck, confidential=words))
    assert text.words.endswith(foot)
    assert len(text.words) <= 112
