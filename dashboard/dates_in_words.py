"""Days and months in words, the same on every system (strftime's day without a zero is not)."""

from __future__ import annotations

from datetime import date


def day_name(day: date) -> str:
    """Return a day as 4 January 2026."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Return a day as 4 Jan 2026."""
    return f"{day.day} {day:%b %Y}"


def months_in_words(first: date, last: date) -> str:
    """Return months in a row as March 2026, July to September 2026, 2026 or 2025 to 2026."""
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.year != last.year:
        return f"{first:%B %Y} to {last:%B %Y}"
    if first.month == last.month:
        return f"{first:%B %Y}"
    return f"{first:%B} to {last:%B %Y}"
