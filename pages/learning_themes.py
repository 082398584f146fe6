"""Learning themes: what do we learn from, and what has changed?"""

from functools import partial

import streamlit as st

from dashboard.charts.dated_control import dated_control
from dashboard.charts.frame import Reading
from dashboard.charts.pareto import pareto
from dashboard.findings.theme_methods import HOW_TO_READ
from dashboard.findings.themes import themes_page
from dashboard.ui.changes_list import changes_list
from dashboard.ui.chart import chart
from dashboard.ui.department import found, open_department
from dashboard.ui.heat_table import HeatCell, heat_table
from dashboard.ui.lens_bar import lens_bar
from dashboard.ui.notes import empty_state, heading, panel_title, prose, said, source_line
from dashboard.ui.page_top import page_top
from dashboard.ui.panel import chart_panel, foot_row
from dashboard.ui.sheet import block
from dashboard.ui.small_multiples import Multiple, small_multiples

SHARE = Reading(percent=True)

top = st.container()
department = open_department()
lens, sentences = lens_bar(department, everything=True)
page = found(themes_page, department, lens)
measures = department.measures
with top:
    page_top("Learning themes", page.finding, page.lead)
said((*sentences, *page.sentences))

left, right = st.columns([3, 2], gap="large")
with left, block():
    if page.ranking.empty:
        heading("What people learn from")
        empty_state("No learning opportunities for these months", page.ranking_source)
    else:
        chart_panel(
            "ranking",
            "What people learn from",
            page.ranking_mark,
            partial(pareto, page.ranking),
            page.ranking_alt,
            page.ranking_source,
            page.ranking_table,
            measures["learning_themes"],
        )
with right, block():
    heading("How to read this page")
    prose(HOW_TO_READ)

with block():
    heading(
        "Which themes are changing",
        "Share of each period’s learning opportunities. Grey band: control limits, where chance "
        "alone would leave it, from the periods before the improvement at the upright line, or the "
        "first twelve. Diamonds: outside it, or a run on one side grown too long for chance.",
    )
    if page.panels:
        small_multiples(
            [
                Multiple(
                    f"theme_{panel.theme}",
                    panel.title,
                    partial(dated_control, panel.chart.points, SHARE, event=panel.event),
                    panel.alt,
                    panel.small,
                )
                for panel in page.panels
            ]
        )
        source_line(page.panels_source)
        foot_row(
            "panels", page.panels_table, measures["learning_themes"], method=page.panels_method
        )
    else:
        empty_state("No theme can be followed over these months", page.panels_source)

left, right = st.columns([3, 2], gap="large")
with left, block():
    heading(
        "What became of each improvement",
        "Share of the theme it answers, before it took effect and since, with the difference in "
        "points.",
    )
    if page.statements:
        changes_list(page.statements)
        source_line(page.statements_source)
        foot_row("shifts", page.shifts_table, method=page.shifts_method)
    else:
        empty_state("No finished improvement within these months", page.statements_source)
with right, block():
    if page.mix.table is None:
        heading("What is put forward")
        empty_state("No kinds of case for these months", page.mix.empty)
    else:
        chart_panel(
            "kinds",
            "What is put forward",
            "Cases by kind, as their submitters call them.",
            partial(pareto, page.mix.kinds),
            page.mix.alt,
            page.mix.source,
            page.mix.table,
            measures["case_kinds"],
            sentences=page.mix.notes,
        )

with block():
    heading(
        "Great calls, and cases judged meaningful",
        "Share of each period. Grey band and diamonds as above.",
    )
    if page.mix.shares:
        columns = st.columns(2, gap="large")
        for column, share in zip(columns, page.mix.shares, strict=False):
            with column, block():
                panel_title(share.title, share.said)
                draw = partial(dated_control, share.chart.points, SHARE)
                chart(draw, share.measure, share.alt)
                source_line(share.source)
                foot_row(share.measure, share.table, measures[share.measure])
    else:
        empty_state("No shares to follow for these months", page.mix.no_shares)

with block():
    heading(
        "Where a theme stands out",
        "Blue: more cases than the section's size and the theme's overall share would give. "
        "Stone: fewer. Numbers are cases.",
    )
    if page.by_section is None or page.section_table is None:
        empty_state("No theme by section for these months", page.section_empty)
    else:
        heat_table(
            "Learning opportunities by section and theme",
            page.by_section.themes,
            {
                section: [
                    None if cell is None else HeatCell(f"{cell.cases:,.0f}", cell.residual)
                    for cell in cells
                ]
                for section, cells in page.by_section.rows.items()
            },
        )
        source_line(page.section_source)
        foot_row(
            "by_section",
            page.section_table,
            measures["learning_themes"],
            method=page.section_method,
        )
