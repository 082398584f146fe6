"""The first tab of the Research workbench: one analysis, its figure, its table, its formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.charts.frame import Reading
from dashboard.findings.saved_analysis import Analysis
from dashboard.findings.workbench import first_analysis, run_analysis
from dashboard.findings.workings import Workings
from dashboard.own_data.refusal import WrongInput
from dashboard.published.open import Published
from dashboard.ui.chart import chart
from dashboard.ui.facts import facts
from dashboard.ui.notes import empty_state, heading, said, source_line
from dashboard.ui.panel import foot_row
from dashboard.ui.sheet import block
from dashboard.ui.workbench_choice import SAID, workbench_choice

MARKS = {
    "sequence": "A dot is a period; the band holds what chance would do, an ochre diamond lies "
    "beyond it.",
    "interrupted": "Dots are periods, grey before the change and blue after; solid lines are "
    "fitted, the dashed line is what was expected, the ink bar is the effect.",
    "funnel": "A dot is a unit over its size; dashed and solid lines hold 95% and 99.8% of what "
    "chance would do. No order is meant.",
    "ratio": "The dot is after over before with its 95% interval, hollow if it includes no change.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the page's top says, and what was done; workings None where nothing could be."""

    finding: str
    lead: str
    workings: Workings | None
    analysis: Analysis | None


def workbench_analysis(department: Published) -> Said:
    """Write the tab and return what the top of the page says."""
    first = first_analysis(department)
    if first is None:
        empty_state("Nothing to analyse yet", "Take exports in on the Data page first.")
        return Said("Nothing is published yet to analyse.", "", None, None)
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
        return Said("This measure cannot be analysed that way.", refusal.message, None, analysis)
    with block():
        heading(workings.title, MARKS[workings.figure])
        said(workings.notes)
        chart(figure_of(workings), "workbench", workings.alt)
        facts([("Model", workings.formula)])
        source_line(workings.source)
        foot_row(
            "workbench",
            workings.table,
            department.measures[analysis.measure],
            method=" ".join(workings.reported.methods),
        )
    return Said(workings.finding, workings.lead, workings, analysis)


def figure_of(workings: Workings) -> Any:
    """Return the plotly figure of an analysis."""
    if workings.figure == "ratio":
        from dashboard.charts.ratio_dots import ratio_dots

        return ratio_dots(workings.frame)
    reading = Reading(percent=True) if workings.percent else Reading(decimals=_decimals(workings))
    if workings.figure == "interrupted":
        from dashboard.charts.interrupted import interrupted

        return interrupted(workings.frame, reading, workings.marks)
    if workings.figure == "funnel":
        from dashboard.charts.funnel import funnel

        return funnel(workings.frame, reading, workings.marks["target"])
    from dashboard.charts.sequence import sequence

    return sequence(workings.frame, reading, unit=workings.unit)


def _decimals(workings: Workings) -> int:
    most = float(workings.frame["value"].max())
    return 0 if most >= 100 else 1 if most >= 1 else 2


def analysed(department: Published, analysis: Analysis) -> Workings:
    """Return the analysis, done once a published generation. Raises WrongInput as it does."""
    return _analysed(str(department.path), analysis, department)


@st.cache_resource(max_entries=200, show_spinner=False)
def _analysed(path: str, analysis: Analysis, _department: Published) -> Workings:
    return run_analysis(_department, analysis)
