"""Peer review vs peer learning: what changed, outcome by outcome, and what may be said of it?"""

import streamlit as st

from dashboard.findings.comparison import comparison_page
from dashboard.findings.each_system import each_system
from dashboard.findings.outcomes import outcomes
from dashboard.findings.outcomes.offered import offered_labels
from dashboard.ui.comparison_blocks import (
    before_and_after,
    designs,
    limits,
    series_of,
    site_by_site,
    what_each_system_found,
)
from dashboard.ui.department import found, open_department
from dashboard.ui.lens_bar import lens_bar
from dashboard.ui.notes import said
from dashboard.ui.outcome_choice import (
    PUBLISHED_EVIDENCE,
    chosen_outcome,
    chosen_view,
    view_of_outcome,
)
from dashboard.ui.page_top import page_top
from dashboard.ui.published_evidence import published_evidence

NAME = "Peer review vs peer learning"
EVIDENCE_LEAD = (
    "Counts from published studies, each with its own denominator and journal, and your "
    "department's row among them where the denominators are alike."
)

top = st.container()
if chosen_view() == PUBLISHED_EVIDENCE:
    with top:
        page_top(NAME, "What others have published, recomputed from their counts.", EVIDENCE_LEAD)
    published_evidence()
else:
    department = open_department()
    code = chosen_outcome(offered_labels(department.measures))
    lens, sentences = lens_bar(department, everything=True)
    # What is ready first goes to the browser first, which draws it while the rest is computed.
    above, below = st.container(), st.container()
    page = found(comparison_page, department, lens)
    with below:
        if code == "learning_opportunities":
            site_by_site(page, department.measures)
        before_and_after(page, department.measures, unlike=code != "significant_share")
    judged = found(outcomes, department, lens)
    view = view_of_outcome(department, lens, code, judged, page.tool)
    with top:
        page_top(NAME, view.headline, view.lead)
    with above:
        said(sentences)
        series_of(view)
        limits(view, page)
        designs(view)
    what_each_system_found(page, found(each_system, department, lens), department.measures)
