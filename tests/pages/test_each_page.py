"""Each page, without a browser: it draws under every lens and opens with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard.command_line import PROGRAM
from dashboard.commands.serve import ROOT, SCREEN
from dashboard.home import Home
from dashboard.ingest.receipt import Receipt
from dashboard.intake.drop import Drop
from dashboard.intake.taking import Taken
from dashboard.published.open import Published
from dashboard.ui import page_fault
from dashboard.ui.navigation import NAVIGATION, PageEntry, entry_of
from tests.pages.opened_page import SECONDS, html, opened

PAGES = [pytest.param(entry, id=Path(entry.file).stem) for entry in NAVIGATION]
READ_THROUGH_THE_LENS = [
    pytest.param(entry, id=Path(entry.file).stem)
    for entry in NAVIGATION
    if "lens_bar(" in (ROOT / "pages" / entry.file).read_text(encoding="utf-8")
]
AXES = ("site", "section", "modality", "patient_group")

Open = Callable[..., AppTest]


def each_time(entries: list[Any], names: tuple[str, ...]) -> list[Any]:
    """Open the pages of these names each time and the rest in the long form."""
    return [
        one if one.id in names else pytest.param(*one.values, id=one.id, marks=pytest.mark.long)
        for one in entries
    ]


@pytest.fixture
def open_page(demo_home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a page of the demo department under the lens given as in a link."""
    monkeypatch.setenv("PEER_LEARNING_HOME", str(demo_home.path))
    shown = config.get_option("client.showErrorDetails")
    config.set_option("client.showErrorDetails", "full")

    yield opened
    config.set_option("client.showErrorDetails", shown)


def finding(app: AppTest) -> str:
    """The words of the page's one h1."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", html(app), re.DOTALL)
    assert len(found) == 1
    return unescape(re.sub(r"<[^>]+>", "", found[0])).strip()


def sound(app: AppTest) -> bool:
    assert [error.message for error in app.exception] == []
    assert page_fault.TITLE not in html(app)
    return len(finding(app).split()) >= 3


@pytest.mark.parametrize("entry", PAGES)
def test_it_opens_with_a_sentence_without_holes_and_says_that_all_is_made_up(
    open_page: Open, entry: PageEntry
) -> None:
    app = open_page(entry)
    assert sound(app)
    said = html(app)
    assert "Demo department" in said
    assert re.findall(r">[^<]*\b(?:nan|NaT|inf)\b[^<]*<|>\s*None\s*<", said) == []


@pytest.mark.parametrize(
    # The other axes take the same way through a page.
    "axis",
    ["site", *(pytest.param(axis, marks=pytest.mark.long) for axis in AXES[1:])],
)
@pytest.mark.parametrize("entry", READ_THROUGH_THE_LENS)
def test_it_draws_for_the_first_and_last_unit_of_an_axis(
    open_page: Open, demo_published: Published, entry: PageEntry, axis: str
) -> None:
    words = demo_published.unit_words(axis)
    units = demo_published.axes[axis]
    for unit in (units[0], units[-1]):
        assert sound(open_page(entry, **{axis: words.get(unit, unit)}))


@pytest.mark.long
@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("entry", READ_THROUGH_THE_LENS)
def test_it_draws_for_every_unit_of_an_axis(
    open_page: Open, demo_published: Published, entry: PageEntry, axis: str
) -> None:
    words = demo_published.unit_words(axis)
    assert len(demo_published.axes[axis]) >= 2
    for unit in demo_published.axes[axis]:
        assert sound(open_page(entry, **{axis: words.get(unit, unit)}))


@pytest.mark.parametrize("entry", each_time(READ_THROUGH_THE_LENS, ("overview", "participation")))
def test_it_draws_for_one_month_and_for_all(
    open_page: Open, demo_published: Published, entry: PageEntry
) -> None:
    first, last = (f"{demo_published.months[place]:%Y-%m}" for place in (0, -1))
    for months in ([first, first], [last, last], [first, last]):
        assert sound(open_page(entry, months=months))


@pytest.mark.parametrize("entry", READ_THROUGH_THE_LENS)
def test_it_takes_no_notice_of_a_link_to_what_is_not_there(
    open_page: Open, entry: PageEntry
) -> None:
    assert sound(open_page(entry, site="Nowhere", months=["1999-01", "never"]))


@pytest.mark.parametrize("entry", READ_THROUGH_THE_LENS)
def test_two_axes_at_once_are_refused_in_words(
    open_page: Open, demo_published: Published, entry: PageEntry
) -> None:
    site, section = (demo_published.axes[axis][0] for axis in ("site", "section"))
    assert sound(open_page(entry, site=site, section=section))


def test_without_a_home_the_first_steps_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEER_LEARNING_HOME", str(tmp_path / "none"))
    app = AppTest.from_file(str(SCREEN), default_timeout=SECONDS).run()
    assert not app.exception
    assert page_fault.TITLE not in html(app)
    assert f"{PROGRAM} ingest" in html(app)
    assert "Demo department" not in html(app)


def test_without_a_home_the_data_page_takes_the_first_exports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "none")
    monkeypatch.setenv("PEER_LEARNING_HOME", str(home.path))
    app = AppTest.from_file(str(SCREEN), default_timeout=SECONDS).run()
    assert not app.get("file_uploader")
    app.switch_page(str(ROOT / "pages/data.py")).run()
    assert not home.path.exists()
    app.get("file_uploader")[0].upload(
        "volumes.csv", b"Period;Reads\n2026-01;5\n", "text/csv"
    ).run()
    assert not app.exception
    assert "volumes.csv" in html(app)
    assert home.key_path.exists()


def test_a_damaged_home_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "current.json").write_text("{")
    monkeypatch.setenv("PEER_LEARNING_HOME", str(tmp_path))
    app = AppTest.from_file(str(SCREEN), default_timeout=SECONDS).run()
    assert not app.exception
    assert page_fault.TITLE not in html(app)
    assert "damaged" in html(app)


def test_every_file_in_pages_is_in_the_navigation_once() -> None:
    files = sorted(path.name for path in (ROOT / "pages").glob("*.py"))
    assert files == sorted(entry.file for entry in NAVIGATION)


def test_a_fault_of_ours_is_said_in_words_with_a_reference(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Surname of a colleague")

    monkeypatch.setattr("dashboard.findings.catalogue.catalogue_page", broken)
    app = open_page(next(entry for entry in NAVIGATION if entry.file == "measures.py"))
    assert not app.exception
    said = html(app)
    assert page_fault.TITLE in said
    assert re.search(r"reference [0-9a-f]{8}", said)
    assert "colleague" not in said


def test_two_files_taken_in_one_after_the_other_lead_to_the_overview_once(open_page: Open) -> None:
    receipts = [
        Receipt(f"{name}.csv", "flags", "cases", 6, 6, 0, 0, 0, 0) for name in ("one", "two")
    ]
    app = open_page(entry_of("data.py"))
    taken = [Taken(2 + n, (one,), (), new=True, has_roster=False) for n, one in enumerate(receipts)]
    app.session_state["exports_dropped"] = Drop(taken=taken)
    app.run()
    assert sound(app)
    said = html(app)
    assert said.count("Taken in: 6 rows were read") == 2
    assert said.count("No roster yet") == 1
