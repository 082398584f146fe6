"""The pages, in the order of the top navigation: one line a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.access.reader import Reader
from dashboard.ui.refused import refused

PAGES = Path(__file__).resolve().parent.parent.parent / "pages"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A file under pages/, its title, its address and the section of the navigation it is in.

    `by_month` pages show figures of months, and nothing while no month can be shown.
    """

    file: str
    title: str
    url_path: str
    section: str
    by_month: bool = True

    @property
    def path(self) -> Path:
        """Where the page's file is."""
        return PAGES / self.file


NAVIGATION = (
    PageEntry("overview.py", "Overview", "overview", "Program"),
    PageEntry("participation.py", "Participation", "participation", "Program"),
    PageEntry("learning_themes.py", "Learning themes", "learning-themes", "Program"),
    PageEntry(
        "my_participation.py", "My participation", "my-participation", "Program", by_month=False
    ),
    PageEntry(
        "targets_by_person.py", "Targets by person", "targets-by-person", "Program", by_month=False
    ),
    PageEntry(
        "peer_review_vs_peer_learning.py",
        "Peer review vs peer learning",
        "peer-review-vs-peer-learning",
        "Evidence",
    ),
    PageEntry(
        "research_workbench.py",
        "Research workbench",
        "research-workbench",
        "Evidence",
        by_month=False,
    ),
    PageEntry("presentation.py", "Presentation", "presentation", "Share"),
    PageEntry("accreditation.py", "Accreditation", "accreditation", "Share"),
    PageEntry("data.py", "Data", "data", "Data", by_month=False),
    PageEntry("measures.py", "Measures", "measures", "Data", by_month=False),
    PageEntry("audit_trail.py", "Audit trail", "audit-trail", "Data", by_month=False),
)


def entry_of(file: str) -> PageEntry:
    """Return the entry of a file under pages/. Raises StopIteration if there is none."""
    return next(entry for entry in NAVIGATION if entry.file == file)


FRONT_ADDRESS = "front-page"
"""Streamlit keeps this for the default page, which answers at the root alone."""


def navigation(reader: Reader | None) -> StreamlitPage:
    """Draw the top navigation and return the page a reader chose; the first is the front page.

    A page the reader's roles do not have is not in the navigation; its address answers with a
    sentence. Without a reader no page is there. The front page answers at the root; its own
    address leads there too, for whoever types it.
    """
    if reader is None:
        return st.navigation([_closed(entry) for entry in NAVIGATION], position="hidden")
    front = NAVIGATION[0]
    by_name = st.Page(front.path, title=front.title, url_path=front.url_path, visibility="hidden")
    sections: dict[str, list[StreamlitPage]] = {front.section: [by_name]}
    for entry in NAVIGATION:
        page = _open(entry) if reader.may_see(entry.url_path) else _refused(entry, reader)
        sections.setdefault(entry.section, []).append(page)
    return st.navigation(sections, position="top")


def _open(entry: PageEntry) -> StreamlitPage:
    front = entry is NAVIGATION[0]
    address = FRONT_ADDRESS if front else entry.url_path
    return st.Page(entry.path, title=entry.title, url_path=address, default=front)


def _refused(entry: PageEntry, reader: Reader) -> StreamlitPage:
    """Return what answers at the address of a page that is not this reader's."""
    words = partial(refused, entry.title, reader)
    return st.Page(words, title=entry.title, url_path=entry.url_path, visibility="hidden")


def _closed(entry: PageEntry) -> StreamlitPage:
    """Return a page that holds nothing, for a session that was not let in."""
    front = entry is NAVIGATION[0]
    address = FRONT_ADDRESS if front else entry.url_path
    return st.Page(_nothing, title="Peer learning", url_path=address, default=front)


def _nothing() -> None:
    """Draw nothing."""
