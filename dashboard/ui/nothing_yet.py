"""What stands in place of a page's figures while no month of the department can be shown."""

from __future__ import annotations

from streamlit.navigation.page import StreamlitPage

from dashboard.access.reader import Reader
from dashboard.findings.nothing_shown import NothingShown, nothing_shown
from dashboard.published.open import Published
from dashboard.ui.navigation import NAVIGATION, entry_of
from dashboard.ui.notes import empty_state
from dashboard.ui.page_top import page_top
from dashboard.ui.ways_in import way_to


def nothing_yet(reader: Reader, page: StreamlitPage, department: Published) -> bool:
    """Write why a page has nothing to show, and return whether that is so.

    A page that is not read by month, as Data and Measures, is drawn in any case, and one that
    is not this reader's says so itself.
    """
    titles = {one.title for one in NAVIGATION if one.by_month and reader.may_see(one.url_path)}
    if page.title not in titles:
        return False
    why = nothing_shown(department)
    if why is not None:
        _write(reader, page, why)
    return why is not None


def _write(reader: Reader, page: StreamlitPage, why: NothingShown) -> None:
    page_top(page.title, why.finding, why.lead)
    empty_state("What is missing", " ".join(why.reasons))
    data = entry_of("data.py")
    if reader.may_see(data.url_path):
        way_to(data.file, "Drop it on the Data page")
