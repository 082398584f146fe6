"""Which periods have not closed yet, and when they will: said, never blank."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dashboard.dates_in_words import day_name, months_in_words
from dashboard.measures.definition import MONTHS_IN_GRAIN, Grain, Measure
from dashboard.published.lens import Lens
from dashboard.published.open import Published


def closing_sentence(
    published: Published, measure: Measure, lens: Lens, grain: Grain
) -> str | None:
    """Return "April to June 2026 closes on 30 July 2026." for the first open period of a lens.

    `grain` is how the measure is published. None where all months of the lens have closed, and
    for measures that are shown at once.
    """
    last, days = published.closing.get(measure.base, (None, 0))
    if last is None or measure.sensitivity in ("participation", "program") or lens.end <= last:
        return None
    first = max(_month_after(last), lens.start)
    start = _start_of(first, grain)
    end = start.replace(month=start.month + MONTHS_IN_GRAIN[grain] - 1)
    return f"{months_in_words(start, end)} closes on {day_name(closes_on(start, grain, days))}."


def open_months(published: Published) -> Iterator[tuple[date, date]]:
    """Yield each month that was received whole and has not closed, and the day it closes."""
    if not published.closing or not published.months:
        return
    last, days = max(published.closing.values())
    for month in published.months:
        if month > last:
            yield month, closes_on(month, "month", days)


def closes_on(start: date, grain: Grain, days: int) -> date:
    """Return the day on which a period closes: so many days after its end."""
    end = start
    for _ in range(MONTHS_IN_GRAIN[grain]):
        end = _month_after(end)
    return end - timedelta(days=1) + timedelta(days=days)


def _start_of(month: date, grain: Grain) -> date:
    length = MONTHS_IN_GRAIN[grain]
    return date(month.year, (month.month - 1) // length * length + 1, 1)


def _month_after(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
