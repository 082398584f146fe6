"""What a reader sees when a page has a fault of ours: words, a reference, never a traceback."""

from __future__ import annotations

import streamlit as st

from dashboard.fault_log import record_fault
from dashboard.ui.markup import house_style
from dashboard.ui.notes import empty_state

TITLE = "This page could not be drawn to its end"


def page_fault(error: Exception) -> None:
    """Write `error` to the log and say so in its place on the page."""
    fault = record_fault(error, ["page"])
    house_style()
    with st.container(key="page_fault"):
        empty_state(TITLE, fault.sentence)
