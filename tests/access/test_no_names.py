"""No page names a person, the chair's list and one's own page apart; nor does any download."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.commands.serve import ROOT, SCREEN
from dashboard.home import Home
from dashboard.ui import download, panel
from dashboard.ui.navigation import NAVIGATION, PageEntry

KNOW_A_PERSON = {"my-participation", "targets-by-person"}
SECONDS = 60.0
PAGES = [
    pytest.param(entry, id=entry.url_path)
    for entry in NAVIGATION
    if entry.url_path not in KNOW_A_PERSON
]


@pytest.fixture(scope="module")
def names(demo_home: Home) -> list[str]:
    """Every name, address and number of anybody in the demo department."""
    people = json.loads(demo_home.people_path.read_text(encoding="utf-8"))["people"]
    found = {
        word
        for who, person in people.items()
        for word in (who, *person["names"], *person["emails"], *person["aliases"])
    }
    found |= {
        number for person in people.values() for ids in person["ids"].values() for number in ids
    }
    return sorted(word for word in found if len(word) > 4)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the downloads of a page would hold."""
    made: list[str] = []

    def take(label: str, text: object, file_name: str, mime: str, *, key: str) -> None:
        whole = text() if callable(text) else text
        made.append(whole if isinstance(whole, str) else whole.decode("latin-1"))

    for module in (download, panel):
        monkeypatch.setattr(module, "download", take)
    yield made


@pytest.mark.parametrize("entry", PAGES)
def test_no_name_stands_on_it(
    demo_home: Home,
    monkeypatch: pytest.MonkeyPatch,
    names: list[str],
    files: list[str],
    entry: PageEntry,
) -> None:
    monkeypatch.setenv("PEER_LEARNING_HOME", str(demo_home.path))
    app = AppTest.from_file(str(SCREEN), default_timeout=SECONDS).run()
    if entry is not NAVIGATION[0]:
        app.switch_page(str(ROOT / "pages" / entry.file)).run()
    assert [error.message for error in app.exception] == []
    sent = everything_sent(app) + "\n".join(files).encode()
    assert len(sent) > 1000
    assert [name for name in names if name.encode() in sent] == []


def test_the_search_finds_a_name_where_there_is_one(
    demo_home: Home, monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    monkeypatch.setenv("PEER_LEARNING_HOME", str(demo_home.path))
    app = AppTest.from_file(str(SCREEN), default_timeout=SECONDS).run()
    app.switch_page(str(ROOT / "pages" / "targets_by_person.py")).run()
    sent = everything_sent(app)
    assert len([name for name in names if name.encode() in sent]) > 20


def everything_sent(app: AppTest) -> bytes:
    """All that a browser would have been sent of a page."""
    protos = [getattr(node, "proto", None) for part in (app.main, app.sidebar) for node in part]
    return b"\n".join(proto.SerializeToString() for proto in protos if proto is not None)
