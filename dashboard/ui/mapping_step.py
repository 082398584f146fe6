"""One step of the mapping assistant: a title, what it is for in small, and what it asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.ui.notes import panel_title

LEAST_WIDTH = 290


@contextmanager
def step(title: str, small: str) -> Iterator[None]:
    """Everything written inside stands under the step's title."""
    with st.container(gap="xsmall"):
        panel_title(title, small)
        yield
