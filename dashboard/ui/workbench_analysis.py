"""The first tab of the Research workbench: one analysis, its figure, its table, its formula."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard.findings.saved_analysis import Analysis
from dashboard.findings.workbench import first_analysis, run_analysis
from dashboard.findings.workings import Workings
from dashboard.own_data.refusal import WrongInput
from dashboard.published.open import Published
from dashboard.ui.chart import chart
from dashboard.ui.facts import facts
from dashboard.ui.methods_block import methods_block
from dashboard.ui.notes import empty_state, heading, said, source_line
from dashboard.ui.panel import foot_row
from dashboard.ui.sheet import block
from dashboard.ui.study_figure import MARKS, study_figure
from dashboard.ui.workbench_choice import SAID, workbench_choice


@dataclass(frozen=True, slots=True)
class Said:
    """What the page's top says."""

    finding: str
    lead: str


def workbench_analysis(department: Published) -> Said:
    """Write the tab and return what the top of the page says."""
    first = first_analysis(department)
    if first is None:
        empty_state("Nothing to analyse yet", "Take exports in on the Data page first.")
        return Said("Nothing is published yet to analyse.", "")
    analysis = workbench_choice(department, first)
    refused = st.session_state.get(SAID)
    if refused:
        said([refused])
    try:
        workings = analysed(department, analysis)
    except WrongInput as refusal:
        with block():
            heading("Not analysed as asked")
            empty_state("These months and this design give no answer", refusal.message)
        return Said("This measure cannot be analysed that way.", refusal.message)
    with block():
        heading(workings.title, MARKS[workings.figure])
        said(workings.notes)
        chart(
            partial(
                study_figure,
                workings.figure,
                workings.frame,
                workings.marks,
                workings.percent,
                workings.unit,
            ),
            "workbench",
            workings.alt,
        )
        facts([("Model", workings.formula)])
        source_line(workings.source)
        foot_row(
            "workbench",
            workings.table,
            department.measures[analysis.measure],
            method=" ".join(workings.reported.methods),
        )
    methods_block(department, analysis, workings)
    return Said(workings.finding, workings.lead)


def analysed(department: Published, analysis: Analysis) -> Workings:
    """Return the analysis, done once a published generation. Raises WrongInput as it does."""
    return _analysed(str(department.path), analysis, department)


@st.cache_resource(max_entries=200, show_spinner=False)
def _analysed(path: str, analysis: Analysis, _department: Published) -> Workings:
    return run_analysis(_department, analysis)
