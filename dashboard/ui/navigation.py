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


FRONT_ADDRESS = "front-page"
"""Streamlit keeps this for the default page, which answers at the root alone."""


def navigation() -> StreamlitPage:
    """Draw the top navigation and return the page a reader chose; the first is the front page.

    The front page answers at the root; its own address leads there too, for whoever types it.
    """
    front = NAVIGATION[0]
    by_name = st.Page(front.path, title=front.title, url_path=front.url_path, visibility="hidden")
    sections: dict[str, list[StreamlitPage]] = {front.section: [by_name]}
    for place, entry in enumerate(NAVIGATION):
        address = entry.url_path if place else FRONT_ADDRESS
        page = st.Page(entry.path, title=entry.title, url_path=address, default=place == 0)
        sections.setdefault(entry.section, []).append(page)
    return st.navigation(sections, position="top")
