"""Ways in: one sentence each for the people who come with a question, and the page that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.ui.admission import admit
from dashboard.ui.markup import escaped, write
from dashboard.ui.navigation import NAVIGATION, entry_of


@dataclass(frozen=True, slots=True)
class WayIn:
    """Who comes, the sentence for them, the address of the page that answers, and its link."""

    who: str
    sentence: str
    url_path: str
    link: str


def ways_in(ways: Sequence[WayIn]) -> None:
    """Write the ways side by side; one whose page is not this reader's is left out."""
    reader = admit().reader
    pages = {entry.url_path: entry for entry in NAVIGATION}
    open_ways = [
        way
        for way in ways
        if way.url_path in pages and reader is not None and reader.may_see(way.url_path)
    ]
    for column, way in zip(
        st.columns(max(1, len(open_ways)), gap="medium"), open_ways, strict=False
    ):
        with column, st.container(gap="xxsmall", key=f"way_{way.url_path}"):
            write(
                f'<div class="pl-way"><b>{escaped(way.who)}</b><p>{escaped(way.sentence)}</p></div>'
            )
            st.page_link(pages[way.url_path].path, label=way.link)


def way_to(file: str, label: str) -> None:
    """Write a link to a file under pages/, underlined as links in a text are."""
    entry = entry_of(file)
    with st.container(key=f"way_to_{entry.url_path}"):
        st.page_link(entry.path, label=label)
