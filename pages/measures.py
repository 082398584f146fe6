"""Measures: every definition, from its own file, with its SQL."""

import streamlit as st

from dashboard.findings.catalogue import catalogue_page
from dashboard.ui.department import is_demo, open_department
from dashboard.ui.facts import facts, statement
from dashboard.ui.notes import heading, prose
from dashboard.ui.page_top import page_top
from dashboard.ui.panel import foot_row
from dashboard.ui.sheet import block

page = catalogue_page(open_department())
page_top("Measures", page.finding, page.lead, demo=is_demo())

with block():
    heading("All measures", "Open one to read what it counts and divides by, and its SQL.")
    for entry in page.entries:
        with st.expander(entry.measure.title, key=f"measure_{entry.measure.name}"):
            prose((entry.measure.question, entry.measure.why_it_matters, entry.measure.how_calculated))
            facts(entry.facts)
            statement(entry.measure.sql)
    foot_row("measures", page.table, method=page.method)
