"""The words that stand on every page and in every file that leaves the dashboard."""

from __future__ import annotations

from dashboard.home import Home, HomeProblem

CONFIDENTIAL = (
    "Confidential peer review and quality improvement work product. "
    "Do not copy or forward outside the program."
)


def confidentiality_of(home: Home) -> str:
    """Return the department's own words, or ours where it has none or they cannot be read."""
    try:
        return home.confidentiality() or CONFIDENTIAL
    except HomeProblem:
        return CONFIDENTIAL
