"""A page opened as by its link, without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from dashboard.commands.serve import ROOT, SCREEN
from dashboard.ui.navigation import NAVIGATION, PageEntry

SECONDS = 60.0
"""How long a page may take on a machine with much else to do."""


def opened(entry: PageEntry, **lens: str | list[str]) -> AppTest:
    """Open a page of the home in PEER_LEARNING_HOME under the lens given as in a link."""
    app = AppTest.from_file(str(SCREEN), default_timeout=SECONDS)
    for key, value in lens.items():
        app.query_params[key] = value
    app.run()
    if entry is not NAVIGATION[0]:
        app.switch_page(str(ROOT / "pages" / entry.file)).run()
    return app


def html(app: AppTest) -> str:
    """Return all the markup that the page wrote by itself."""
    return " ".join(str(element.proto.body) for element in app.get("html"))
