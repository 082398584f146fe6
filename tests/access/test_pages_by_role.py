"""Every page by its address, as every role: drawn for those who have it, refused to the rest."""

from __future__ import annotations

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.roles import ROLES, Role, may_see
from dashboard.commands.serve import SCREEN
from dashboard.home import Home
from dashboard.ui.navigation import NAVIGATION, navigation
from dashboard.ui.refused import refused

SECONDS = 30.0


@pytest.mark.parametrize("role", ROLES)
def test_the_front_page_is_drawn_with_nothing_but_the_roles_own_links(
    demo_home: Home, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setenv("PEER_LEARNING_HOME", str(demo_home.path))
    app = AppTest.from_file(str(SCREEN), default_timeout=SECONDS)
    app.query_params["seen_as"] = role
    app.run()
    assert [error.message for error in app.exception] == []
    words = unescape(" ".join(str(element.proto.body) for element in app.get("html")))
    assert "Seen as one of the pages’ readers." in words


def test_a_role_reaches_its_pages_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What st.navigation is given: a page's file for those who have it, words for the rest."""
    from dashboard.access.reader import Reader

    offered: dict[str, object] = {}

    def note(sections: dict[str, list[object]], position: str) -> object:
        offered.clear()
        for pages in sections.values():
            offered.update({str(page.url_path): page for page in pages})  # type: ignore[attr-defined]
        return pages[0]

    monkeypatch.setattr("streamlit.navigation", note)
    monkeypatch.setattr("streamlit.Page", _page)
    for role in ROLES:
        navigation(Reader("somebody", "", (role,)))
        for entry in NAVIGATION[1:]:
            page = offered[entry.url_path]
            drawn = getattr(page, "source", None) == entry.path
            assert drawn is may_see((role,), entry.url_path), (role, entry.url_path)
            if not drawn:
                assert page.source.func is refused  # type: ignore[attr-defined]
                assert page.visibility == "hidden"  # type: ignore[attr-defined]


class _page:
    """What a page was made of."""

    def __init__(self, source: object, **facts: object) -> None:
        self.source = source
        self.url_path = facts.get("url_path")
        self.visibility = facts.get("visibility", "visible")
