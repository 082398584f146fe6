"""Which outcome, which threshold and which view: chosen by hand or by the link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.findings.events import Event
from dashboard.findings.outcome_view import OutcomeView, outcome_view
from dashboard.findings.outcomes import Outcomes
from dashboard.findings.outcomes.specifications import specifications
from dashboard.published.lens import Lens
from dashboard.published.open import Published
from dashboard.ui.department import found

OUTCOME_KEY, VIEW_KEY, THRESHOLD_KEY = "outcome", "view", "significant"
THIS_DEPARTMENT, PUBLISHED_EVIDENCE = "This department", "Published evidence"
WIDGET = "outcome_chosen"


def chosen_view() -> str:
    """Draw the choice between the department's own numbers and published ones; in the link."""
    chosen = st.segmented_control(
        "View",
        (THIS_DEPARTMENT, PUBLISHED_EVIDENCE),
        default=THIS_DEPARTMENT,
        required=True,
        key=VIEW_KEY,
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen or THIS_DEPARTMENT


def chosen_threshold(thresholds: Sequence[str]) -> str:
    """Draw the switch for what counts as significant: that score or above; in the link."""
    chosen = st.segmented_control(
        "Significant from",
        thresholds,
        default=thresholds[-1],
        required=True,
        key=THRESHOLD_KEY,
        bind="query-params",
    )
    return chosen or thresholds[-1]


def chosen_outcome(labels: Mapping[str, str]) -> str:
    """Draw the picker and return a code of `labels`; the code, not the label, is in the link.

    A link to a code that is not offered begins with the first.
    """
    codes = tuple(labels)
    asked = st.query_params.get(OUTCOME_KEY)
    if WIDGET not in st.session_state:
        st.session_state[WIDGET] = asked if asked in codes else codes[0]
    # Not bound: a bound widget with a format_func would put its label into the link.
    chosen: str = st.selectbox(
        "Outcome",
        codes,
        format_func=lambda code: labels[code],
        key=WIDGET,
        on_change=_into_the_link,
        width=460,
    )
    return chosen


def _into_the_link() -> None:
    st.query_params[OUTCOME_KEY] = st.session_state[WIDGET]


def view_of_outcome(
    department: Published, lens: Lens, code: str, judged: Outcomes, tool: tuple[Event, ...]
) -> OutcomeView:
    """Return what is shown of the outcome a reader chose; the other outcomes are not tried."""
    made = found(specifications, department, lens, code)
    tried = {str(name): runs for name, runs in made.items()}

    def view_of(_department: Published, _lens: Lens, chosen: str) -> OutcomeView:
        return outcome_view(judged, chosen, tried, tool)

    return found(view_of, department, lens, code)
