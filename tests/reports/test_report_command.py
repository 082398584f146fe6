"""`report deck` writes the file, says what is in it, and refuses in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from dashboard.commands.cli import main
from dashboard.home import Home
from dashboard.reports.deck.powerpoint import deck_bytes
from dashboard.reports.deck.slide import Deck
from tests.reports.opened_deck import title_of

Capture = pytest.CaptureFixture[str]


def test_it_writes_what_the_page_shows(
    demo_home: Home, demo_deck: Deck, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "board.pptx"
    assert main(["report", "deck", "--out", str(out), "--home", str(demo_home.path)]) == 0
    printed = capsys.readouterr().out.splitlines()
    slides = Presentation(str(out)).slides
    assert printed == [f"{n}. {title_of(slide)}" for n, slide in enumerate(slides, 1)]
    assert [title_of(slide) for slide in slides] == [slide.title for slide in demo_deck.slides]
    assert "Made-up demo department" in slides[0].shapes[-2].text_frame.text
    assert len(deck_bytes(demo_deck)) > 10_000
    done = [(one.event, one.facts.get("file")) for one in demo_home.audit_trail().entries()]
    assert ("export", "board.pptx") in done


def test_slides_and_months_are_chosen(demo_home: Home, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "two.pptx"
    command = ["report", "deck", "--out", str(out), "--home", str(demo_home.path)]
    months = ["--start", "2025-10", "--end", "2025-12", "--slides", "themes,participation"]
    assert main([*command, *months]) == 0
    assert len(Presentation(str(out)).slides) == 2
    assert "the three months to December 2025" in Presentation(str(out)).core_properties.title


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--slides", "nothing"], "--slides nothing: no such slide. Choose from summary,"),
        (["--start", "2025-12", "--end", "2025-01"], "is after"),
        (["--start", "2001-01", "--end", "2001-12"], "Data were received from 2021-01"),
        (["--template", "nowhere.pptx"], "nowhere.pptx: is not there."),
        (["--out", "deck.ppt"], "expected a name that ends in .pptx"),
    ],
)
def test_wrong_input_is_one_sentence_and_writes_nothing(
    demo_home: Home, tmp_path: Path, capsys: Capture, options: list[str], said: str
) -> None:
    out = tmp_path / "deck.pptx"
    home = ["--home", str(demo_home.path)]
    assert main(["report", "deck", "--out", str(out), *home, *options]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()
