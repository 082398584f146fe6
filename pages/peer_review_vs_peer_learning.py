"""Peer review vs peer learning: what does each system capture, on the base both share?"""

import streamlit as st

from dashboard.charts.eras import eras
from dashboard.charts.frame import Reading, scale_up_to
from dashboard.charts.ratio_dots import ratio_dots
from dashboard.charts.roll_out import roll_out
from dashboard.charts.score_bars import score_bars
from dashboard.findings.before_after import RATIO_METHOD
from dashboard.findings.comparison import comparison_page
from dashboard.ui.chart import chart
from dashboard.ui.department import found, open_department
from dashboard.ui.lens_bar import lens_bar
from dashboard.ui.notes import empty_state, heading, note, prose, said, source_line
from dashboard.ui.page_top import page_top
from dashboard.ui.panel import chart_panel, foot_row
from dashboard.ui.sheet import block
from dashboard.ui.small_multiples import Multiple, small_multiples

RATE = Reading(decimals=1)

top = st.container()
department = open_department()
lens, sentences = lens_bar(department, everything=True)
page = found(comparison_page, department, lens)
measures = department.measures
shared_base = measures["learning_opportunities_per_1000_exams"]
with top:
    page_top("Peer review vs peer learning", page.finding, page.lead)
said(sentences)

with block():
    if page.both.empty:
        heading("Learning opportunities captured per 1,000 exams")
        empty_state("Nothing on the shared base for these months", page.both.empty)
    for both in page.both.series:
        chart_panel(
            "both",
            "Learning opportunities captured per 1,000 exams",
            page.both.mark,
            roll_out(both.points, RATE, events=both.events, levels=both.levels),
            both.alt,
            page.both.source,
            page.both.table,
            shared_base,
            sentences=page.both.sentences,
        )

with block():
    heading("Site by site", page.sites.mark)
    said(page.sites.sentences)
    if page.sites.empty:
        empty_state("Nothing by site for these months", page.sites.empty)
    else:
        small_multiples(
            [
                Multiple(
                    f"site_{place}",
                    site.title,
                    eras(
                        site.points,
                        RATE,
                        events=site.events,
                        levels=site.levels,
                        height=200,
                        top=scale_up_to(page.sites.top, 2)[0],
                    ),
                    site.alt,
                    site.small,
                )
                for place, site in enumerate(page.sites.series)
            ],
            columns=page.sites.columns,
        )
        source_line(page.sites.source)
        foot_row("sites", page.sites.table, shared_base)

left, right = st.columns([3, 2], gap="large")
with left, block():
    if page.ratios.empty:
        heading("Before and after, as a description")
        empty_state("No before and after for these months", page.ratios.empty)
    else:
        heading("Before and after, as a description", page.ratios.mark)
        chart(ratio_dots(page.ratios.frame), "ratios", page.ratios.alt)
        source_line(page.ratios.source)
        foot_row(
            "ratios",
            page.ratios.table,
            shared_base,
            measures["discrepancy_rate"],
            method=RATIO_METHOD,
        )
with right, block():
    if page.unlike:
        note(page.unlike.title, page.unlike.sentences, page.unlike.fractions)
    heading("What the data cannot show")
    prose((page.limits,))

with block():
    shift = page.scores.shift
    if shift is None or page.scores.table is None:
        heading("Scores given in scored review")
        empty_state("No scores for these months", page.scores.empty)
    else:
        heading(shift.title, shift.mark)
        bars, thresholds = st.columns([3, 2], gap="large")
        with bars, block():
            chart(score_bars(shift.rows, RATE, unit="per 1,000 reviews"), "scores", page.scores.alt)
        with thresholds, block():
            prose(page.scores.sentences)
        source_line(shift.source)
        foot_row(
            "scores",
            page.scores.table,
            measures["review_scores"],
            measures["discrepancy_rate"],
            measures["significant_discrepancy_rate"],
            measures["reviews_per_finding"],
        )
