"""Measures: every definition, from its own file, with its SQL."""

import streamlit as st

from dashboard.findings.catalogue import catalogue_page
from dashboard.ui.department import open_department
from dashboard.ui.facts import facts, statement
from dashboard.ui.notes import heading, prose
from dashboard.ui.page_top import page_top
from dashboard.ui.panel import foot_row
from dashboard.ui.sheet import block

page = catalogue_page(open_department())
page_top("Measures", page.finding, page.lead)

for title, entries in page.groups:
    with block():
        heading(title)
        for entry in entries:
            measure = entry.measure
            label = f"**{measure.title}** · {measure.question}"
            with st.expander(label, key=f"measure_{measure.name}"):
                prose((measure.why_it_matters, measure.how_calculated))
                facts(entry.facts)
                statement(measure.sql)

foot_row("measures", page.table, method=page.method)
