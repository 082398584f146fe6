"""The months a reader looks at and the same months earlier, with which they are compared."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.findings.months import months_on
from dashboard.findings.sentences import in_words, months_in, span
from dashboard.published.lens import Lens
from dashboard.published.lookup import Answer
from dashboard.published.open import Published


@dataclass(frozen=True, slots=True)
class Windows:
    """`now` is the lens; `before` the same months one or more whole years earlier, or None.

    Whole years apart, so that a season is compared with itself. `before` is None where the
    department has no whole earlier months.
    """

    now: Lens
    before: Lens | None

    @property
    def both(self) -> Lens:
        """The lens from the first month of `before` to the last of `now`."""
        return self.now if self.before is None else replace(self.now, start=self.before.start)

    @property
    def on_before(self) -> str:
        """The words for what is compared with: "on 2024", "on the three months a year before"."""
        if self.before is None:
            return ""
        months = months_in(self.before.start, self.before.end)
        if self.before.start.month == 1 and months % 12 == 0:
            return f"on {span(self.before.start, self.before.end)}"
        if months == 12:
            return "on the twelve months before"
        years = months_in(self.before.start, self.now.start) // 12
        ago = "a year" if years == 1 else f"{in_words(years)} years"
        many = "month" if months == 1 else f"{in_words(months)} months"
        return f"on the {many} {ago} before"


def last_day(lens: Lens) -> date:
    """Return the last day of a lens."""
    return months_on(lens.end, 1) - timedelta(days=1)


def windows(published: Published, lens: Lens) -> Windows:
    """Return the lens and its months whole years earlier, if all of those were received."""
    years = math.ceil(months_in(lens.start, lens.end) / 12)
    start, end = months_on(lens.start, -12 * years), months_on(lens.end, -12 * years)
    covered = bool(published.months) and start >= published.months[0]
    return Windows(lens, replace(lens, start=start, end=end) if covered else None)


def where(published: Published, lens: Lens, answer: Answer | None = None) -> str:
    """Return " in Neuro" for a lens on some units, an empty text for the whole department.

    answer: the numbers spoken of; where the units asked for were shown together with others,
    the words name them all.
    """
    if lens.axis == "all" or not lens.members:
        return ""
    words = published.unit_words(lens.axis)
    names = " + ".join(words.get(member, member) for member in lens.members)
    if answer is not None and len(answer.frame):
        names = str(answer.frame["member"].iloc[0])
    if lens.axis == "patient_group":
        return f" for {names.lower()} patients"
    return f" {'at' if lens.axis == 'site' else 'in'} {names}"
