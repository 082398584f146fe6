"""Data: what was taken, what was not and why, and how far the data reach."""

from datetime import date

from dashboard.findings.closed_periods import closed_periods
from dashboard.findings.received import received
from dashboard.ui.department import open_department
from dashboard.ui.exports_drop import exports_drop
from dashboard.ui.notes import empty_state, heading, said, source_line
from dashboard.ui.page_top import page_top
from dashboard.ui.panel import foot_row
from dashboard.ui.records_editor import records_editor
from dashboard.ui.restatement import restatement
from dashboard.ui.sheet import block
from dashboard.ui.wide_table import wide_table
from dashboard.ui.words_to_confirm import words_to_confirm
from dashboard.ui.words_to_map import words_to_map

department = open_department()
page = received(department, date.today())
page_top("Data", page.finding, page.lead)

exports_drop(department)

with block():
    heading(
        "What was taken",
        "One row a file and table. Rows read are new, the same as before, changed, or rejected.",
    )
    wide_table(page.receipts, "Receipts")
    source_line(
        "Exports themselves are not kept; each row remembers the file and line it came from."
    )
    foot_row("receipts", page.receipts, method=page.receipts_method)

with block():
    heading(
        "What was not taken, and why",
        "Where each row stands in its file. What the row says is not kept.",
    )
    if page.rejected is None:
        empty_state(
            "No row was rejected",
            "Rows that cannot be read, or that no check lets pass, would be listed here with file, "
            "row, column and reason.",
        )
    else:
        said(page.reasons)
        wide_table(page.rejected, "Rejected rows")
        foot_row("rejected", page.rejected, method=page.rejected_method)

if page.vanished is not None:
    with block():
        heading(
            "What a later export no longer has",
            "Kept and counted all the same. Each row is named by the file it came in.",
        )
        wide_table(page.vanished, "Rows no longer exported")
        foot_row("vanished", page.vanished, method=page.vanished_method)

words_to_map()
words_to_confirm()
records_editor(department)

with block():
    heading(
        "How far the data reach",
        "Days received, to the end of an export’s last month where it was taken after it. Inside, "
        "a day without rows is a zero; outside, nothing is known.",
    )
    wide_table(page.coverage, "Coverage")
    foot_row("coverage", page.coverage, method=page.coverage_method)

closed = closed_periods(department)
with block():
    heading("What has closed", "A closed month keeps its numbers; what comes later is held.")
    said(closed.sentences)
    if closed.held is not None:
        wide_table(closed.held, "Rows held")
        foot_row("held", closed.held, method=closed.method)
    restatement(closed)

with block():
    heading("What would fill more", "Exports nothing was taken from yet.")
    if page.missing:
        said(page.missing)
    else:
        empty_state("Nothing is missing", "Every kind of export has been taken at least once.")
