"""The audit trail of the home on screen."""

from __future__ import annotations

from dashboard.findings.audit_page import AuditPage, audit_page
from dashboard.home import locate
from dashboard.written_down import check_written


def audit_view() -> AuditPage:
    """Return the page: every line, and whether trail and ledger are as they were written."""
    home = locate()
    return audit_page(home.audit_trail().entries(), check_written(home))
