"""Many small charts on a grid that folds to one column on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.ui.chart import Draw, chart
from dashboard.ui.notes import panel_title

LEAST_WIDTH = 290


@dataclass(frozen=True, slots=True)
class Multiple:
    """One small chart: its title, what a reader hears instead of seeing it, its figure."""

    key: str
    title: str
    draw: Draw
    alt: str
    small: str = ""


def small_multiples(multiples: Sequence[Multiple], columns: int = 3) -> None:
    """Draw `multiples` in reading order, `columns` wide where there is room."""
    cells = st.grid(columns, min_column_width=LEAST_WIDTH, gap=("medium", "medium"))
    for each in multiples:
        with cells.cell(), st.container(gap="xxsmall"):
            panel_title(each.title, each.small)
            chart(each.draw, each.key, each.alt)
