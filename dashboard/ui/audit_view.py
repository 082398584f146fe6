"""The audit trail of the home on screen."""

from __future__ import annotations

from dataclasses import replace

from dashboard.findings.audit_page import AuditPage, audit_page
from dashboard.home import locate


def audit_view() -> AuditPage:
    """Return the page: every line, and whether trail and ledger are as they were written."""
    home = locate()
    trail, verdict = home.audit_trail(), home.audit_trail().verify()
    problems = (*verdict.problems, *home.ledger().problems())
    return audit_page(trail.entries(), replace(verdict, problems=problems))
