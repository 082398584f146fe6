"""Participation: who takes part, where, and how evenly?"""

from functools import partial

import streamlit as st

from dashboard.charts.band_bars import band_bars
from dashboard.charts.control import control_chart
from dashboard.charts.frame import Reading
from dashboard.charts.lines import Line, labelled_lines
from dashboard.charts.strips import strips
from dashboard.charts.unit_dots import unit_dots
from dashboard.findings.participation import participation
from dashboard.ui.department import current_department, found
from dashboard.ui.lens_bar import lens_bar
from dashboard.ui.notes import empty_state, said
from dashboard.ui.page_top import page_top
from dashboard.ui.panel import block_panel

PERCENT = Reading(percent=True)

top = st.container()
department = current_department()
lens, sentences = lens_bar(department)
page = found(participation, department, lens)
with top:
    page_top("Participation", page.finding, page.lead)
said(sentences)

if page.nothing:
    empty_state("Participation is not shown under this lens", page.nothing)
    st.stop()

block_panel(
    "submitting",
    page.submitting,
    partial(control_chart, reading=PERCENT, height=260, target=page.target),
)

left, right = st.columns(2, gap="large")
with left:
    block_panel(
        "meeting",
        page.meeting,
        partial(
            control_chart,
            reading=PERCENT,
            height=240,
            event=page.target_changes[-1] if page.target_changes else None,
        ),
    )
with right:
    block_panel("receiving", page.receiving, partial(control_chart, reading=PERCENT, height=240))

left, right = st.columns(2, gap="large")
with left:
    block_panel(
        "by_site", page.by_site, partial(unit_dots, reading=PERCENT, overall=page.department)
    )
with right:
    block_panel(
        "by_section",
        page.by_section,
        partial(unit_dots, reading=PERCENT, overall=page.department),
    )

left, right = st.columns(2, gap="large")
with left:
    block_panel(
        "spread",
        page.spread,
        partial(band_bars, now=page.spread_now, before=page.spread_before),
    )
with right:
    block_panel(
        "month_ends",
        page.month_ends,
        partial(
            control_chart,
            reading=PERCENT,
            height=280,
            target=page.even_flow,
            target_name="even flow",
        ),
    )

left, right = st.columns(2, gap="large")
with left:
    block_panel(
        "attendance",
        page.attendance,
        partial(strips, summary=page.attendance_summary, reading=PERCENT, top=1.0),
    )
with right:
    block_panel(
        "quota",
        page.quota,
        partial(
            labelled_lines,
            lines=[Line("Reviews done", "legacy")],
            reading=PERCENT,
            events=page.quota_events,
        ),
    )
