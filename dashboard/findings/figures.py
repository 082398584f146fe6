"""One measure added up over a lens: its figure, interval and what it was counted from, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.months import GRAIN_WORDS
from dashboard.findings.sentences import (
    count,
    figure,
    interval,
    out_of,
    percent,
    plural,
    share_words,
    span,
)
from dashboard.measures.definition import Measure
from dashboard.published.lens import Lens
from dashboard.published.lookup import totals
from dashboard.published.open import Published

# Below this a whole percent would hide most of a share.
FEW = 0.095


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over some months; shares of 1, rates per `measure.per`, days, or a count."""

    measure: Measure
    estimate: float
    lower: float | None
    upper: float | None
    numerator: float
    denominator: float
    first: date
    last: date
    unit: str
    notes: tuple[str, ...]

    @property
    def value(self) -> str:
        """The figure as printed: "28%", "3.0", "11 days", "38"."""
        kind = self.measure.kind
        if kind == "duration":
            return plural(round(self.estimate), "day")
        if kind == "count":
            return count(self.estimate)
        if kind == "rate" or self.measure.reciprocal:
            return figure(self.estimate)
        return share_words(self.estimate) if self.estimate < FEW else percent(self.estimate)

    @property
    def interval(self) -> str:
        """The interval in words, empty where there is none."""
        share = self.measure.kind in ("proportion", "composition") and not self.measure.reciprocal
        if share and self.estimate < FEW and self.lower is not None and self.upper is not None:
            return f"95% interval {share_words(self.lower)} to {share_words(self.upper)}"
        return interval(self.lower, self.upper, share=share)

    @property
    def counted(self) -> str:
        """What stands behind it: "642 of 2,278 cases"."""
        if self.measure.kind == "count":
            return count(self.numerator)
        if self.measure.kind == "duration":
            return f"{count(self.numerator)} of {count(self.denominator)} no longer open"
        if self.measure.kind == "rate":
            return f"{count(self.numerator)} in {plural(self.denominator, self.unit)}"
        return out_of(self.numerator, self.denominator, self.unit)

    @property
    def period(self) -> str:
        """The months it covers, in words."""
        return span(self.first, self.last)

    @property
    def note(self) -> str:
        """Title, figure, interval, n, period, method and source in one line."""
        parts = [f"{self.measure.title}: {self.value}", self.interval]
        said = ", ".join(part for part in parts if part)
        return f"{said}; n = {self.counted}, {self.period}. Source: {self.measure.source}."


def figure_of(published: Published, name: str, lens: Lens) -> Figure | None:
    """Return a measure over the lens, None where it is not published or cannot be computed."""
    if name not in published.measures:
        return None
    answer = totals(published, name, lens)
    rows = answer.frame
    if rows.empty or answer.snapped is None or pd.isna(rows["estimate"].iloc[0]):
        return None
    row = rows.iloc[0]
    return Figure(
        answer.measure,
        float(row["estimate"]),
        _number(row["lower"]),
        _number(row["upper"]),
        float(row["numerator"]),
        float(row["denominator"]) if pd.notna(row["denominator"]) else 0.0,
        *answer.snapped,
        _unit(answer.measure, str(row["grain"])),
        answer.notes,
    )


def _unit(measure: Measure, grain: str) -> str:
    """Return what the denominator counts; people are counted once a period, so they add up."""
    return f"radiologist-{GRAIN_WORDS[grain]}s" if measure.unit == "radiologists" else measure.unit


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(str(value))
