"""Which periods have rows held, and what a restatement did: the same words on page and command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.dates_in_words import months_in_words
from dashboard.findings.months import MONTHS_OF_GRAIN, day, months_on
from dashboard.findings.sentences import count, listed
from dashboard.measures.definition import AXES
from dashboard.published.lens import AXIS_WORDS
from dashboard.published.open import Published

EVERY = "all"


@dataclass(frozen=True, slots=True)
class HeldPeriod:
    """A period and what is held of it: `rows` are kinds of row, and how many of each.

    `text` is how a restatement is asked for it, `words` how a person calls it; `first` and
    `last` are its months.
    """

    text: str
    words: str
    first: date
    last: date
    rows: tuple[tuple[str, int], ...]

    @property
    def counted(self) -> str:
        """Return "81 rows of cases and 59 of scored reviews"."""
        return _counted(self.rows)


def held_periods(published: Published) -> tuple[HeldPeriod, ...]:
    """Return the periods that can be restated: months, then longer ones that take in more."""
    held = sorted({day(month) for month in published.held["month_start"]})
    found: dict[tuple[date, ...], HeldPeriod] = {}
    for text, months in _periods_of(held):
        inside = tuple(month for month in held if month in months)
        if inside not in found:
            found[inside] = held_in(published, text, months)
    return tuple(found.values())


def held_in(published: Published, text: str, months: Sequence[date]) -> HeldPeriod:
    """Return what is held of the months of a period that is asked for as `text`."""
    held, wanted = published.held, set(months)
    inside = held.loc[[day(month) in wanted for month in held["month_start"]]]
    words = "Everything held" if text == EVERY else months_in_words(months[0], months[-1])
    return HeldPeriod(text, words, months[0], months[-1], _by_kind(published, inside))


def rows_held(published: Published) -> str:
    """Return "81 rows of cases and 1 of scored reviews" for all that is held."""
    return _counted(_by_kind(published, published.held))


def restated_sentences(period: HeldPeriod, after: Published) -> tuple[str, str]:
    """Return what was restated, and which of its numbers stand as first published.

    `period` is as it was before, `after` what is published since.
    """
    taken = f": {_counted(period.rows)} that were held are counted now" if period.rows else ""
    left = _left_in(after, period.first, period.last)
    return (
        f"{period.words} was restated{taken}.",
        "Some of its numbers stand as first published, since their change would tell of a few "
        f"radiologists: {left}."
        if left
        else "None of its numbers had to stay as first published.",
    )


def left_sentence(published: Published) -> str:
    """Return which tables restatements left as they were; "" where they left none."""
    left = _left_in(published, date.min, date.max)
    if not left:
        return ""
    return (
        "Where rows of closed months were taken in, some numbers stand as first published, since "
        f"their change would tell of a few radiologists: {left}."
    )


def _by_kind(published: Published, held: pd.DataFrame) -> tuple[tuple[str, int], ...]:
    titles = {base.name: base.title for base in published.bases.values()}
    by_base = held.groupby("base", sort=False)["held"].sum()
    return tuple((titles.get(str(base), str(base)), int(n)) for base, n in by_base.items())


def _counted(rows: Sequence[tuple[str, int]]) -> str:
    """Return "81 rows of cases and 1 of scored reviews"."""
    said = [f"{count(n)} of {what[:1].lower()}{what[1:]}" for what, n in rows]
    if rows:
        said[0] = said[0].replace(" of", " row of" if rows[0][1] == 1 else " rows of", 1)
    return listed(said)


def _left_in(published: Published, first: date, last: date) -> str:
    """Return the measures, each with its axes, that a restatement of these months left."""
    left = published.as_first_published
    spans = zip(left["from_month"], left["to_month"], strict=True)
    inside = left.loc[[day(start) <= last and day(end) >= first for start, end in spans]]
    return "; ".join(
        f"{published.measures[str(name)].title} ({_views(set(of_measure['axis']))})"
        for name, of_measure in inside.groupby("measure")
        if name in published.measures
    )


def _views(axes: set[str]) -> str:
    """Return "the department, by site and section"."""
    by = listed([AXIS_WORDS[axis] for axis in AXES if axis in axes])
    return ", ".join(["the department"] * ("all" in axes) + [f"by {by}"] * bool(by))


def _periods_of(held: Sequence[date]) -> Iterator[tuple[str, tuple[date, ...]]]:
    """Yield each period with a month of `held`, short ones first, and all there may be."""
    for grain, length in MONTHS_OF_GRAIN.items():
        for start in sorted({_start_of(month, length) for month in held}):
            months = tuple(months_on(start, n) for n in range(length))
            yield _asked(start, grain), months
    if held:
        yield EVERY, tuple(held)


def _start_of(month: date, length: int) -> date:
    return date(month.year, (month.month - 1) // length * length + 1, 1)


def _asked(start: date, grain: str) -> str:
    part = {
        "month": f"-{start.month:02}",
        "quarter": f"-Q{start.month // 3 + 1}",
        "half": f"-H{start.month // 6 + 1}",
    }.get(grain, "")
    return f"{start.year}{part}"
