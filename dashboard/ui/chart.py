"""The one place where a figure is drawn."""

from __future__ import annotations

from functools import partial
from types import FunctionType
from typing import Any

import streamlit as st

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import CONFIG

Draw = partial[Drawing]
"""A figure's function with all it draws, and nothing left to be given."""


def chart(draw: Draw, key: str, alt: str) -> None:
    """Show the figure that `draw` makes; `alt` says in words what it shows, with its numbers.

    The browser swaps the palette's stand-ins once an element: the appearance stands in the key,
    so that a change of appearance draws the figure anew.
    """
    figure = _figure(draw)
    st.plotly_chart(figure, config=CONFIG, key=f"{key}_{st.context.theme.type}", alt=alt)


def _name(function: FunctionType) -> str:
    return f"{function.__module__}.{function.__qualname__}"


@st.cache_resource(max_entries=500, show_spinner=False, hash_funcs={FunctionType: _name})
def _figure(draw: Draw) -> Any:
    """Return the figure, made once for the same function and content.

    Plotly checks each word and line of a figure, which takes longer than all else a page does.
    """
    return draw().figure()
