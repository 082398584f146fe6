"""The audit trail of the home on screen."""

from __future__ import annotations

from dashboard.findings.audit_page import AuditPage, audit_page
from dashboard.home import locate


def audit_view() -> AuditPage:
    """Return the page: every line, and whether each still follows from the one before."""
    trail = locate().audit_trail()
    return audit_page(trail.entries(), trail.verify())
