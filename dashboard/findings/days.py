"""Days in words, the same on every system (strftime's day without a zero is not)."""

from __future__ import annotations

from datetime import date


def day_name(day: date) -> str:
    """Return a day as 4 January 2026."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Return a day as 4 Jan 2026."""
    return f"{day.day} {day:%b %Y}"
