"""The tab for a study not yet made: how many months until an effect would be seen."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.command_line import PROGRAM
from dashboard.findings.planning import (
    MONTHS,
    Study,
    months_tried,
    power_frame,
    power_sentences,
    power_table,
    study_like,
)
from dashboard.findings.workbench import first_analysis
from dashboard.own_data.refusal import WrongInput
from dashboard.published.open import Published
from dashboard.ui.chart import chart
from dashboard.ui.notes import empty_state, heading, said, source_line
from dashboard.ui.panel import foot_row
from dashboard.ui.part import part
from dashboard.ui.sheet import block
from dashboard.ui.study_figure import study_figure

MARK = (
    "The study is made many times with numbers drawn at random, and each time analysed as an "
    "interrupted time series. The fields begin with this department’s own months before the change."
)
FOUND = "planning_found"


@part
def planning_tab(department: Published) -> None:
    """Write the tab; it reruns by itself."""
    with block():
        heading("How many months would a study need?", MARK)
        study = _fields(study_like(department, first_analysis(department)))
        if st.button("Simulate", key="run_power", type="primary"):
            _simulate(study)
    _found()


def _fields(first: Study) -> Study:
    with st.container(horizontal=True, gap="small", key="planning_fields"):
        before = st.number_input("Months before", 3, 240, first.months_before, key="plan_before")
        exposure = st.number_input(
            "Out of, a month", 1.0, 1e9, float(first.exposure), key="plan_exposure", format="%.0f"
        )
        rate = st.number_input(
            f"Events per {first.per:,.0f}, before", 1e-6, 1e6, float(first.rate), key="plan_rate",
            format="%.3f",
        )  # fmt: skip
        ratio = st.number_input(
            "After over before", 0.05, 20.0, first.ratio, 0.1, key="plan_ratio", format="%.2f"
        )
        spread = st.number_input(
            "Spread beyond chance", 0.0, 2.0, first.spread, 0.05, key="plan_spread", format="%.2f",
            help="Standard deviation of the noise between months, on the log scale.",
        )  # fmt: skip
        phi = st.number_input(
            "Autocorrelation", -0.9, 0.9, first.autocorrelation, 0.1, key="plan_phi",
            format="%.2f", help="Of that noise, one month with the next.",
        )  # fmt: skip
    return Study(
        int(before), float(exposure), float(rate), first.per, float(ratio), float(spread),
        float(phi),
    )  # fmt: skip


def _simulate(study: Study) -> None:
    rows, bar = [], st.progress(0.0, "Making the studies")
    try:
        for row in months_tried(study):
            rows.append(row)
            bar.progress(len(rows) / len(MONTHS), f"{row.months_after} months after: done")
    except WrongInput as refusal:
        empty_state("Not simulated", refusal.message)
        return
    finally:
        bar.empty()
    st.session_state[FOUND] = (study, rows)


def _found() -> None:
    if FOUND not in st.session_state:
        return
    study, rows = st.session_state[FOUND]
    sentences = power_sentences(study, rows)
    with block():
        said(sentences)
        draw = partial(study_figure, "sequence", power_frame(rows), {}, percent=True)
        chart(draw, "power", sentences[0])
        source_line(
            "A dot is the share of simulated studies that call the effect, the band its 95% "
            "interval, the line the 80% that is usually wanted."
        )
        foot_row("power", power_table(rows), method=_method(study))


def _method(study: Study) -> str:
    return (
        "Counts are Poisson around the rate, with noise that carries over from month to month; "
        "the effect is read twelve months after the change and called at p below 0.05. The same "
        f"rows: `{PROGRAM} power --before {study.months_before} --exposure "
        f"{study.exposure:g} --rate {study.rate:g} --per {study.per:g} --ratio {study.ratio:g} "
        f"--spread {study.spread:g} --autocorrelation {study.autocorrelation:g}`."
    )
