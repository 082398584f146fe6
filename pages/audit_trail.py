"""Audit trail: who did what, and was anything changed afterwards?"""

from dashboard.command_line import PROGRAM
from dashboard.ui.audit_view import audit_view
from dashboard.ui.notes import heading, note
from dashboard.ui.page_top import page_top
from dashboard.ui.panel import foot_row
from dashboard.ui.sheet import block
from dashboard.ui.wide_table import wide_table

page = audit_view()
page_top("Audit trail", page.finding, page.lead)

if page.problems:
    note("What is wrong", page.problems)
with block():
    heading("What was done", "Newest first.")
    wide_table(page.table, "Audit trail")
    foot_row(
        "audit",
        page.table,
        method="Each line of audit.log holds a keyed hash of itself and the line before "
        "(HMAC-SHA-256), so a line that was changed, removed or put in breaks the chain. "
        f"`{PROGRAM} audit verify` checks it too.",
    )
