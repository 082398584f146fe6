"""The pages, in the order of the top navigation: one line a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

PAGES = Path(__file__).resolve().parent.parent.parent / "pages"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A file under pages/, its title, its address and the section of the navigation it is in."""

    file: str
    title: str
    url_path: str
    section: str

    @property
    def path(self) -> Path:
        """Where the page's file is."""
        return PAGES / self.file


NAVIGATION = (
    PageEntry("overview.py", "Overview", "overview", "Program"),
    PageEntry("participation.py", "Participation", "participation", "Program"),
    PageEntry("learning_themes.py", "Learning themes", "learning-themes", "Program"),
    PageEntry(
        "peer_review_vs_peer_learning.py",
        "Peer review vs peer learning",
        "peer-review-vs-peer-learning",
        "Evidence",
    ),
    PageEntry("data.py", "Data", "data", "Data"),
    PageEntry("measures.py", "Measures", "measures", "Data"),
)


def navigation() -> StreamlitPage:
    """Draw the top navigation and return the page a reader chose; the first is the front page."""
    sections: dict[str, list[StreamlitPage]] = {}
    for place, entry in enumerate(NAVIGATION):
        page = st.Page(entry.path, title=entry.title, url_path=entry.url_path, default=place == 0)
        sections.setdefault(entry.section, []).append(page)
    return st.navigation(sections, position="top")
