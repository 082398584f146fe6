"""The parts of the Accreditation page: the four items, the document to take along."""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd

from dashboard.findings.accreditation import Accreditation
from dashboard.findings.sentences import short_month
from dashboard.findings.table import Table
from dashboard.reports.accreditation_summary import accreditation_document
from dashboard.ui.changes_list import changes_list
from dashboard.ui.department import confidentiality
from dashboard.ui.download import download
from dashboard.ui.notes import heading, prose, source_line
from dashboard.ui.panel import foot_row
from dashboard.ui.sheet import block
from dashboard.ui.wide_table import wide_table

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
METHOD = (
    "Conferences are set against the minimum of the months shown. A standard is met where the "
    "figure itself reaches it; an interval around it is on the page it comes from."
)


def accreditation_download(page: Accreditation, data_through: date, made_up: bool) -> None:
    """Write the button that saves the summary as a Word document."""
    download(
        "Download the summary",
        partial(accreditation_document, page, data_through, made_up, confidentiality()),
        f"peer-learning-accreditation-{data_through:%Y-%m-%d}.docx",
        WORD,
        key="take_accreditation",
        type="primary",
    )


def accreditation_parts(page: Accreditation) -> None:
    """Write the four items in their order, then what the written policy must hold."""
    with block():
        heading("1. Submissions")
        prose([page.submissions])
    with block():
        heading("2. Radiologists meeting their target")
        prose([page.meeting])
    with block():
        heading("3. The program's own minimum standard", page.standards_said)
        if page.standards:
            wide_table(_standards(page), "Minimum standards")
    with block():
        heading("4. Improvement work", page.actions_said)
        if page.actions:
            wide_table(_actions(page), "Improvement actions")
    if page.followed:
        with block():
            heading("What followed finished actions", "Over all months, not this period alone.")
            changes_list(page.followed)
    with block():
        heading("Written policy, to be attached", "Asked of the program; the data cannot show it.")
        prose(page.asked)
    with block():
        source_line(page.sources)
        foot_row("accreditation", page.table, *page.measures, method=METHOD)


def _standards(page: Accreditation) -> Table:
    rows = pd.DataFrame(
        [
            {
                "Standard": each.label,
                "Asked": each.asked,
                "Reached": each.reached,
                "Counted": each.counted,
                "Verdict": each.verdict,
            }
            for each in page.standards
        ]
    )
    return Table("standards", rows, rows)


def _actions(page: Accreditation) -> Table:
    rows = pd.DataFrame(
        [
            {
                "Action": each.title,
                "Theme": each.theme,
                "Opened": short_month(each.opened),
                "Closed": short_month(each.closed) if each.closed else "open",
            }
            for each in page.actions
        ]
    )
    return Table("actions", rows, rows)
