"""The sheet a page is set on: 1200 pixels wide, centred; blocks two lines apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

WIDTH = 1200


@contextmanager
def sheet() -> Iterator[None]:
    """Everything written inside stands on the sheet: layout "wide" has no widest width."""
    with (
        st.container(horizontal_alignment="center"),
        st.container(width=WIDTH, gap="medium", key="sheet"),
    ):
        yield


@contextmanager
def block() -> Iterator[None]:
    """Everything written inside is one block: heading, chart, source and foot stand close."""
    with st.container(gap="xsmall"):
        yield
