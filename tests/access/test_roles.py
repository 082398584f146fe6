"""Who may see what: the table, the navigation and the pages say the same."""

from __future__ import annotations

import re

import pytest

from dashboard.access.roles import PAGES, ROLES, WORDS, Role, may_see, what_is_seen
from dashboard.ui.navigation import NAVIGATION
from tests.house.project_files import ROOT


def test_every_page_is_somebodys() -> None:
    for entry in NAVIGATION:
        assert PAGES[entry.url_path], entry.file


def test_no_page_is_given_that_is_not_there() -> None:
    assert set(PAGES) == {entry.url_path for entry in NAVIGATION}


def test_every_role_has_the_front_page_and_words() -> None:
    for role in ROLES:
        assert may_see((role,), NAVIGATION[0].url_path)
        assert WORDS[role].sees in what_is_seen((role,))


@pytest.mark.parametrize(
    ("role", "page", "sees"),
    [
        ("executive", "data", False),
        ("executive", "targets-by-person", False),
        ("researcher", "targets-by-person", False),
        ("researcher", "data", False),
        ("radiologist", "participation", False),
        ("radiologist", "my-participation", True),
        ("chair", "my-participation", False),
        ("chair", "targets-by-person", True),
        ("coordinator", "data", True),
        ("chair", "a page that is not there", False),
    ],
)
def test_what_a_role_may_see(role: Role, page: str, sees: bool) -> None:
    assert may_see((role,), page) is sees


def test_two_roles_see_what_either_sees() -> None:
    assert may_see(("radiologist", "chair"), "my-participation")
    assert may_see(("radiologist", "chair"), "targets-by-person")
    assert not may_see((), "overview")


def test_the_document_has_the_same_table() -> None:
    text = (ROOT / "docs" / "roles.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.+?) \|$", text, re.M))
    assert {page: tuple(words.split(", ")) for page, words in rows.items()} == PAGES
