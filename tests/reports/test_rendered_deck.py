"""Every deck drawn by LibreOffice: no slide is blank and nothing runs over, as pixels tell."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from dashboard.published.open import Published
from dashboard.reports.deck.plan import plan_deck
from dashboard.reports.deck.positions import BODY_BOTTOM, FOOT_RULE, FOOT_TOP, LEFT, RIGHT
from dashboard.reports.deck.powerpoint import deck_bytes
from dashboard.reports.deck.slide import HEIGHT, Deck
from tests.reports.conftest import DEPARTMENTS, last_year

pytestmark = pytest.mark.long

DOTS = 72
INK = 200  # darker than this is drawn
SECONDS = 240


@dataclass(frozen=True)
class Drawn:
    """A deck, its slides as grey pictures, and the words of each page."""

    deck: Deck
    pictures: list[Image.Image]
    words: list[str]


@pytest.fixture(scope="module")
def drawn(
    departments: dict[str, Published], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Drawn]:
    folder = tmp_path_factory.mktemp("drawn")
    decks = {}
    for name in DEPARTMENTS:
        decks[name] = plan_deck(departments[name], last_year(departments[name]))
        (folder / f"{name}.pptx").write_bytes(deck_bytes(decks[name]))
    to_pdf(folder)
    return {name: pages(folder, name, deck) for name, deck in decks.items()}


def to_pdf(folder: Path) -> None:
    tool("soffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(path) for path in sorted(folder.glob("*.pptx"))]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=SECONDS)


def pages(folder: Path, name: str, deck: Deck) -> Drawn:
    pdf = str(folder / f"{name}.pdf")
    command = [tool("pdftoppm"), "-r", str(DOTS), "-gray", "-png", pdf, str(folder / name)]
    subprocess.run(command, check=True, timeout=SECONDS)
    pictures = [Image.open(path) for path in sorted(folder.glob(f"{name}-*.png"))]
    text = subprocess.run(
        [tool("pdftotext"), "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    return Drawn(deck, pictures, text.split("\f")[: len(pictures)])


def tool(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is missing: run make test-all, or sh .ci/machine.sh office."
    return found


def ink(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> int:
    """How many dots are drawn in a rectangle given in inches."""
    box = tuple(round(edge * DOTS) for edge in (left, top, right, bottom))
    return sum(picture.crop(box).histogram()[:INK])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_every_slide_is_drawn_and_none_is_blank(drawn: dict[str, Drawn], name: str) -> None:
    found = drawn[name]
    assert len(found.pictures) == len(found.deck.slides)
    for slide, picture in zip(found.deck.slides, found.pictures, strict=True):
        assert ink(picture, LEFT, 1.4, RIGHT, BODY_BOTTOM) > 1500, slide.key
        for chart in slide.charts:
            plot = chart.plot
            assert ink(picture, plot.left, plot.top, plot.right, plot.bottom) > 300, chart.name


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_nothing_runs_over_the_margins_or_into_the_foot(drawn: dict[str, Drawn], name: str) -> None:
    found = drawn[name]
    for slide, picture in zip(found.deck.slides, found.pictures, strict=True):
        width = picture.width / DOTS
        empty = {
            "left": (0, 0, LEFT - 0.12, HEIGHT),
            "right": (RIGHT + 0.12, 0, width, HEIGHT),
            "top": (0, 0, width, 0.4),
            "over the foot": (0, BODY_BOTTOM + 0.06, width, FOOT_RULE - 0.04),
            "under the foot": (0, FOOT_TOP + 0.32, width, HEIGHT),
        }
        for where, box in empty.items():
            assert ink(picture, *box) == 0, (slide.key, where)


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_every_title_is_read_whole(drawn: dict[str, Drawn], name: str) -> None:
    found = drawn[name]
    for slide, words in zip(found.deck.slides, found.words, strict=True):
        read = " ".join(words.split())
        assert " ".join(slide.title.split()) in read, slide.title
