"""Restate a closed period: choose one of those with rows held, say why, and take them in."""

from __future__ import annotations

import streamlit as st

from dashboard.findings.closed_periods import ClosedPeriods
from dashboard.findings.restatement import HeldPeriod, restated_sentences
from dashboard.intake.refused import Refused
from dashboard.intake.restatement import restate
from dashboard.ui.admission import acting_home
from dashboard.ui.department import open_department
from dashboard.ui.notes import said, source_line
from dashboard.ui.part import part
from dashboard.ui.publishing_bar import publishing_bar

DONE = "period_restated"
LONGEST_REASON = 200
HOW = (
    "The numbers before stay in the ledger beside those that take their place; who, when and why "
    "go into the audit trail. It takes a while, as all is published again. Where too few "
    "radiologists stand behind what came, it is refused: choose a longer or shorter period, or "
    "wait for more."
)


def restatement(closed: ClosedPeriods) -> None:
    """Write what restatements did, the one just made first, and the form where rows are held."""
    said(st.session_state.pop(DONE, ()) or [closed.left] * bool(closed.left))
    if closed.periods:
        st.space("xsmall")
        _form(closed.periods)


@part
def _form(periods: tuple[HeldPeriod, ...]) -> None:
    # Outside the form: what is held of a period is said below the choice, which cuts what is long.
    period: HeldPeriod = st.selectbox(
        "Take in the rows held of", periods, format_func=lambda one: one.words,
        key="restate_period",
    )  # fmt: skip
    source_line(f"Held: {period.counted}.")
    with st.form("restate", border=False):
        why = st.text_input(
            "Why, without names",
            key="restate_why",
            max_chars=LONGEST_REASON,
            placeholder="The August export came late",
        )
        source_line(HOW)
        pressed = st.form_submit_button("Restate the period")
    if not pressed:
        return
    try:
        with publishing_bar("Judging what changes, and publishing") as tell:
            restate(acting_home(), period.text, why, tell)
            st.session_state[DONE] = restated_sentences(period, open_department())
    except Refused as refused:
        said([str(refused)])
        return
    st.rerun(scope="app")
