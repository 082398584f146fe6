"""Overview: how is the program doing, and what changed?"""

from functools import partial

import streamlit as st

from dashboard.charts.frame import Reading
from dashboard.charts.lines import Line, labelled_lines
from dashboard.findings.overview import GREAT, HOW_CHANGES_ARE_JUDGED, LEARNING, overview
from dashboard.ui.changes_list import changes_list
from dashboard.ui.department import current_department, found
from dashboard.ui.lens_bar import lens_bar
from dashboard.ui.notes import empty_state, heading, said, source_line
from dashboard.ui.page_top import page_top
from dashboard.ui.panel import chart_panel, foot_row
from dashboard.ui.sheet import block
from dashboard.ui.tiles import tiles
from dashboard.ui.ways_in import WayIn, ways_in

WAYS = (
    WayIn(
        "For a chair",
        "Who takes part, at which sites and in which sections, and whether targets are met.",
        "participation",
        "See participation",
    ),
    WayIn(
        "For an executive",
        "What people learn from, which themes fell after an improvement, and which did not.",
        "learning-themes",
        "See learning themes",
    ),
    WayIn(
        "For a researcher",
        "Both systems on the base they share, with every change of tool and program marked.",
        "peer-review-vs-peer-learning",
        "See the comparison",
    ),
)

top = st.container()
department = current_department()
lens, sentences = lens_bar(department)
page = found(overview, department, lens)
with top:
    page_top("Overview", page.finding, page.lead)
said((*sentences, *page.notes))

with block():
    tiles(page.tiles)
    source_line(page.tiles_note)
    foot_row("tiles", page.tile_table, *page.measures, method=HOW_CHANGES_ARE_JUDGED)

left, right = st.columns(2, gap="large")
with left, block():
    heading("What changed")
    if page.changes:
        changes_list(page.changes)
    if page.no_change:
        source_line(page.no_change)

with right, block():
    kinds = page.kinds
    if kinds.empty:
        heading(kinds.title)
        empty_state("No kinds of case for these months", kinds.empty)
    else:
        chart_panel(
            "kinds",
            kinds.title,
            kinds.mark,
            partial(
                labelled_lines,
                kinds.points,
                [Line(LEARNING, "focus"), Line(GREAT, "second")],
                Reading(),
                events=kinds.events,
            ),
            kinds.alt,
            kinds.source,
            kinds.table,
            *page.kind_measures,
            sentences=kinds.notes,
        )

with block():
    heading("Where to go from here")
    ways_in(WAYS)
