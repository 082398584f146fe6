"""The five departments every deck is tried on, each planned and written once."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from dashboard.demo.export_files import write_demo
from dashboard.home import Home
from dashboard.published.lens import Lens
from dashboard.published.open import Published, open_published
from dashboard.reports.deck.plan import plan_deck
from dashboard.reports.deck.powerpoint import deck_bytes
from dashboard.reports.deck.slide import Deck
from tests.reports.departments import edited, longest_names, one_site, three_months

DEPARTMENTS = ("demo", "longest names", "three months", "one site", "five radiologists")


@dataclass(frozen=True)
class Written:
    """A department's deck for the board: as planned, as bytes, and opened again."""

    name: str
    published: Published
    deck: Deck
    content: bytes

    @property
    def opened(self) -> Any:
        return Presentation(io.BytesIO(self.content))


@pytest.fixture(scope="session")
def departments(
    demo_published: Published, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Published]:
    folder = tmp_path_factory.mktemp("departments")
    return {
        "demo": demo_published,
        "longest names": edited(demo_published, folder, "longest", longest_names),
        "three months": edited(demo_published, folder, "three", three_months),
        "one site": edited(demo_published, folder, "one", one_site),
        "five radiologists": taken_in(folder / "five", 5, 36, "planted"),
    }


@pytest.fixture(scope="session", params=DEPARTMENTS)
def written(request: pytest.FixtureRequest, departments: dict[str, Published]) -> Written:
    published = departments[request.param]
    deck = plan_deck(published, last_year(published))
    return Written(request.param, published, deck, deck_bytes(deck))


@pytest.fixture(scope="session")
def demo_deck(demo_published: Published) -> Deck:
    return plan_deck(demo_published, last_year(demo_published))


def last_year(published: Published) -> Lens:
    months = published.months[-12:]
    return Lens(months[0], months[-1])


def taken_in(folder: Path, radiologists: int, months: int, effect: str, seed: int = 1) -> Published:
    """A department of its own, from its exports on."""
    exports, home = folder / "exports", Home(folder / "home")
    write_demo(exports, seed, radiologists, months, effect)
    command = [sys.executable, "-m", "dashboard", "ingest", str(exports), "--home", str(home.path)]
    subprocess.run(command, check=True, capture_output=True)
    path = home.published_path()
    assert path is not None
    return open_published(path)
