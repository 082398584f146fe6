"""The one place where a figure is drawn."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.charts.frame import CONFIG


def chart(figure: Any, key: str, alt: str) -> None:
    """Draw `figure`; `alt` says in words what it shows, with its numbers.

    The browser swaps the palette's stand-ins once an element: the appearance stands in the key,
    so that a change of appearance draws the figure anew.
    """
    st.plotly_chart(figure, config=CONFIG, key=f"{key}_{st.context.theme.type}", alt=alt)
