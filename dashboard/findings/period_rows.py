"""One measure as a series of equal periods without holes, for the designs of the workbench."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.months import GRAIN_WORDS, day, months_on
from dashboard.findings.saved_analysis import Analysis
from dashboard.measures.definition import MONTHS_IN_GRAIN, Grain, Measure
from dashboard.own_data.refusal import RefusedByDisclosure, WrongInput
from dashboard.published.estimates import with_estimates
from dashboard.published.lens import Lens
from dashboard.published.lookup import series
from dashboard.published.open import Published


@dataclass(frozen=True, slots=True)
class PeriodRows:
    """The rows of one grain in time order; a period that is not published has empty counts.

    frame: columns period, label (the same as an axis has room for), from_month, numerator,
    denominator, estimate, lower, upper.
    notes: what a reader must be told (units shown together, periods that are not published).
    """

    measure: Measure
    grain: Grain
    member: str
    frame: pd.DataFrame
    notes: tuple[str, ...]

    @property
    def months(self) -> int:
        """Months in a period."""
        return MONTHS_IN_GRAIN[self.grain]

    @property
    def exposure(self) -> list[float | None] | None:
        """The denominators; None for a count."""
        if self.measure.kind == "count":
            return None
        return maybe(self.frame["denominator"])

    @property
    def counts(self) -> list[float | None]:
        """The numerators."""
        return maybe(self.frame["numerator"])


def maybe(column: pd.Series) -> list[float | None]:
    """Return a column as numbers, None where one is missing."""
    return [None if pd.isna(value) else float(value) for value in column]


def period_rows(published: Published, analysis: Analysis) -> PeriodRows:
    """Return the measure by one grain: the finest that leaves out nothing published.

    Finer rows are added up to it, except those of people, who would be counted twice. Raises
    WrongInput with the sentence a page shows when nothing is published there.
    """
    measure = published.measures[analysis.measure]
    members = (analysis.member,) if analysis.member else ()
    lens = Lens(analysis.start, analysis.end, analysis.axis, members)
    answer = series(published, measure.name, lens)
    everything = _months(answer.frame)
    if not everything:
        reason = answer.empty_reason or f"Nothing of {measure.title} is published then."
        raise WrongInput(reason) if analysis.axis == "all" else RefusedByDisclosure(reason)
    by_grain = {grain: _by(published, measure, lens, grain) for grain in MONTHS_IN_GRAIN}
    grain = _chosen(analysis, by_grain, everything)
    frame = by_grain[grain]
    if frame.empty:
        raise WrongInput(
            f"{measure.title} is not published by the {GRAIN_WORDS[grain]} for these months; leave "
            "the period out and the finest is taken."
        )
    notes = list(answer.notes)
    left_out = len(everything - _months(frame))
    if left_out:
        notes.append(
            f"{left_out} months are published by longer periods than the {GRAIN_WORDS[grain]} "
            "alone and are left out."
        )
    whole = _whole_periods(frame, grain)
    return PeriodRows(measure, grain, str(answer.frame["member"].iloc[0]), whole, tuple(notes))


def _chosen(
    analysis: Analysis, by_grain: dict[Grain, pd.DataFrame], everything: set[date]
) -> Grain:
    if analysis.grain:
        return next(grain for grain in by_grain if grain == analysis.grain)
    covered = {grain: len(_months(frame)) for grain, frame in by_grain.items()}
    whole = (grain for grain in by_grain if covered[grain] == len(everything))
    return next(whole, max(covered, key=lambda grain: covered[grain]))


def _by(published: Published, measure: Measure, lens: Lens, grain: Grain) -> pd.DataFrame:
    """The rows of one grain, finer ones added up where each thing is counted once."""
    if measure.sensitivity == "participation":
        return series(published, measure.name, lens, grain=grain).frame
    rows = series(published, measure.name, lens).frame
    months = MONTHS_IN_GRAIN[grain]
    fits = rows["grain"].map(MONTHS_IN_GRAIN).astype(int) <= months
    rows = rows[fits & rows["complete"]]
    if rows.empty:
        return rows
    starts = [_start(day(first), months) for first in rows["from_month"]]
    summed = (
        rows.assign(first=starts, held=rows["grain"].map(MONTHS_IN_GRAIN).astype(int))
        .groupby("first")
        .agg(
            from_month=("from_month", "min"),
            to_month=("to_month", "max"),
            numerator=("numerator", "sum"),
            denominator=("denominator", lambda values: values.sum(min_count=1)),
            held=("held", "sum"),
        )
        .reset_index(drop=True)
    )
    # A period of which months are missing would look like a fall.
    return with_estimates(summed[summed["held"] == months].reset_index(drop=True), measure)


def _start(month: date, months: int) -> date:
    return date(month.year, (month.month - 1) // months * months + 1, 1)


def period_name(start: date, grain: str) -> str:
    """Return "2025-03", "2025-Q1", "2025-H1" or "2025", as `measure` prints it."""
    if grain == "month":
        return f"{start:%Y-%m}"
    if grain == "quarter":
        return f"{start:%Y}-Q{(start.month - 1) // 3 + 1}"
    return f"{start:%Y}-H{1 if start.month < 7 else 2}" if grain == "half" else f"{start:%Y}"


def period_label(start: date, grain: str) -> str:
    """Return "Mar 2025", "Q1 2025", "H1 2025" or "2025", as an axis has room for."""
    if grain == "month":
        return f"{start:%b %Y}"
    return " ".join(reversed(period_name(start, grain).split("-")))


def _months(frame: pd.DataFrame) -> set[date]:
    months = set()
    for first, last in zip(frame["from_month"], frame["to_month"], strict=True):
        month = day(first)
        while month <= day(last):
            months.add(month)
            month = months_on(month, 1)
    return months


def _whole_periods(frame: pd.DataFrame, grain: Grain) -> pd.DataFrame:
    """The rows in time order with an empty one for each period between that is not published."""
    rows = frame.sort_values("from_month").assign(first=lambda rows: rows["from_month"].map(day))
    starts, month = [], rows["first"].iloc[0]
    while month <= rows["first"].iloc[-1]:
        starts.append(month)
        month = months_on(month, MONTHS_IN_GRAIN[grain])
    whole = pd.DataFrame({"first": starts}).merge(rows, on="first", how="left")
    whole["from_month"] = pd.to_datetime(whole["first"])
    whole["period"] = [period_name(start, grain) for start in starts]
    whole["label"] = [period_label(start, grain) for start in starts]
    columns = ["period", "label", "from_month", "numerator", "denominator", "estimate"]
    return whole[[*columns, "lower", "upper"]]
