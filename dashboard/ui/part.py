"""A part of a page that reruns by itself, while the reader it was drawn for is still let in.

Streamlit reruns a fragment without what stands around it, so nothing would ask again who looks:
an open page would go on after its sign-in ended, or its reader lost the role.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from dashboard.access.reader import Reader
from dashboard.ui.admission import admit

DRAWN_FOR = "drawn_for"
Given = ParamSpec("Given")


def drawn_for(reader: Reader | None) -> None:
    """Note for whom the page is drawn; its parts begin the whole page anew for anybody else."""
    st.session_state[DRAWN_FOR] = reader


def part(draw: Callable[Given, None]) -> Callable[Given, None]:
    """Make `draw` a part that reruns by itself."""

    @wraps(draw)
    def drawn(*args: Given.args, **kwargs: Given.kwargs) -> None:
        if not is_still_theirs():
            st.rerun(scope="app")
        draw(*args, **kwargs)

    return st.fragment(drawn)


def is_still_theirs() -> bool:
    """Return whether the page on screen is still this session's reader's."""
    reader = admit().reader
    return bool(reader == st.session_state.get(DRAWN_FOR, reader))
