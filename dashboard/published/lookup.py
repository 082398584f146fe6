"""Look measures up in the ledger: rows as published, or added up over a lens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.measures.definition import Grain, Measure
from dashboard.published.closing import closing_sentence
from dashboard.published.estimates import with_estimates
from dashboard.published.grains import best_to_sum, finest
from dashboard.published.lens import AXIS_WORDS, Lens, one_axis
from dashboard.published.merged import fold_changing_parts, label_units
from dashboard.published.open import Published

COLUMNS = [
    "from_month",
    "to_month",
    "grain",
    "member",
    "members",
    "part",
    "numerator",
    "denominator",
    "estimate",
    "lower",
    "upper",
    "complete",
    "note",
]
GRAIN_WORDS = {"month": "month", "quarter": "quarter", "half": "half-year", "year": "year"}


@dataclass(frozen=True)
class Answer:
    """A measure's numbers, tidy, and what a reader must be told about them.

    `frame` has the columns of COLUMNS; `estimate` is a share of 1, a rate per `measure.per`, a
    count, or days. `snapped` is the lens's months on published edges. `notes` are sentences.
    `empty_reason` says why there is nothing, and what would change that.
    """

    measure: Measure
    axis: str
    frame: pd.DataFrame
    snapped: tuple[date, date] | None
    notes: tuple[str, ...]
    empty_reason: str | None


def series(
    published: Published,
    name: str,
    lens: Lens,
    by: str | None = None,
    grain: str | None = None,
    running: bool = False,
) -> Answer:
    """Return one row a published period, unit and part.

    `grain` chooses among the grains a measure was published by; without it each year has its
    finest. `running` adds the month that has not ended, as incomplete.
    Raises CrossedAxes, and KeyError for a measure that does not exist.
    """
    measure = published.measures[name]
    axis = one_axis(lens, by)
    rows = _published_rows(published, measure, axis, lens, running)
    rows = rows[rows["grain"] == grain] if grain else finest(rows)
    if rows.empty:
        return _empty(published, measure, axis, lens)
    rows = _labelled(published, rows, axis, lens)
    if rows.empty:
        return _empty(published, measure, axis, lens)
    return _answer(published, measure, axis, with_estimates(rows, measure), lens)


def totals(published: Published, name: str, lens: Lens, by: str | None = None) -> Answer:
    """Return the periods of the lens added up: one row a unit and part.

    Units and parts that were shown together in any year stay together. Medians cannot be
    added: a duration gives the year's, for a lens of one calendar year, else a reason.
    Raises as `series` does.
    """
    measure = published.measures[name]
    axis = one_axis(lens, by)
    if measure.kind == "duration":
        return _year_medians(published, measure, axis, lens)
    rows = _published_rows(published, measure, axis, lens, running=False)
    if rows.empty:
        return _empty(published, measure, axis, lens)
    rows = finest(rows) if measure.sensitivity == "participation" else best_to_sum(rows, lens)
    rows = fold_changing_parts(_labelled(published, rows, axis, lens))
    if rows.empty:
        return _empty(published, measure, axis, lens)
    # Column by column: the same by one `agg` takes three times as long.
    added = rows.groupby(["member", "members", "part"], dropna=False, sort=False)
    summed = pd.DataFrame(
        {
            "from_month": added["from_month"].min(),
            "to_month": added["to_month"].max(),
            "grain": added["grain"].first(),
            "numerator": added["numerator"].sum(),
            "denominator": added["denominator"].sum(min_count=1),
            "complete": added["complete"].all(),
        }
    ).reset_index()
    return _answer(published, measure, axis, with_estimates(summed, measure), lens)


def _published_rows(
    published: Published, measure: Measure, axis: str, lens: Lens, running: bool
) -> pd.DataFrame:
    rows = published.ledger_rows(measure.name, axis)
    start, end = pd.Timestamp(lens.start), pd.Timestamp(lens.end)
    inside = (rows["to_month"] >= start) & (rows["from_month"] <= end)
    if not running:
        inside &= rows["complete"]
    return rows[inside].reset_index(drop=True)


def _labelled(published: Published, rows: pd.DataFrame, axis: str, lens: Lens) -> pd.DataFrame:
    """Label units, then keep those asked for.

    In this order: a unit that was merged in another year brings its partners along, in the
    years in which it stood alone too.
    """
    labelled = label_units(rows, lens.members, published.unit_words(axis))
    if lens.axis != axis or not lens.members:
        return labelled
    wanted = set(lens.members)
    asked = [bool(wanted & set(members)) for members in labelled["members"]]
    return labelled[pd.Series(asked, index=labelled.index, dtype=bool)].reset_index(drop=True)


def _year_medians(published: Published, measure: Measure, axis: str, lens: Lens) -> Answer:
    whole_year = lens.start.month == 1 and lens.end.month == 12 and lens.start.year == lens.end.year
    if not whole_year:
        return Answer(
            measure,
            axis,
            pd.DataFrame(columns=COLUMNS),
            None,
            (),
            f"{measure.title}: medians of months cannot be added up. Choose one calendar year.",
        )
    return series(published, measure.name, lens, None if axis == lens.axis else axis, "year")


def _answer(
    published: Published, measure: Measure, axis: str, frame: pd.DataFrame, lens: Lens
) -> Answer:
    first, last = frame["from_month"].min().date(), frame["to_month"].max().date()
    notes = [*_merged_notes(frame, axis), *_edge_notes(frame, lens, first, last)]
    grain: Grain = frame.loc[frame["to_month"].idxmax(), "grain"]
    if last < lens.end and (closes := closing_sentence(published, measure, lens, grain)):
        notes.append(closes)
    return Answer(measure, axis, frame[COLUMNS], (first, last), tuple(notes), None)


def _merged_notes(frame: pd.DataFrame, axis: str) -> list[str]:
    together = sorted({str(row.member) for row in frame.itertuples() if len(row.members) > 1})
    reason = "too few radiologists in one of them"
    return [f"{label}, shown together: {reason}." for label in together if axis != "all"]


def _edge_notes(frame: pd.DataFrame, lens: Lens, first: date, last: date) -> list[str]:
    notes = []
    coarse = [grain for grain in ("quarter", "half", "year") if (frame["grain"] == grain).any()]
    if first < lens.start or last > lens.end:
        notes.append(
            f"Shown from {first:%B %Y} to {last:%B %Y}: these numbers are published "
            f"by the {GRAIN_WORDS[coarse[0]] if coarse else 'month'}."
        )
    return notes


def _empty(published: Published, measure: Measure, axis: str, lens: Lens) -> Answer:
    frame = pd.DataFrame(columns=COLUMNS)
    why = _why_empty(published, measure, axis)
    last, _ = published.closing.get(measure.base, (lens.end, 0))
    closes = closing_sentence(published, measure, lens, "month") if lens.start > last else None
    return Answer(measure, axis, frame, None, (), closes or why)


def _why_empty(published: Published, measure: Measure, axis: str) -> str:
    if axis != "all" and axis not in (measure.by or ()):
        return f"{measure.title} is not split by {AXIS_WORDS[axis]}."
    if axis != "all":
        return (
            f"{measure.title} cannot be shown by {AXIS_WORDS[axis]} for these months: too few "
            "radiologists stand behind the parts, or nothing was received."
        )
    if missing := _not_received(published, measure):
        return f"Not received yet: {' and '.join(missing)}. It is filled from: {measure.source}."
    return (
        "Nothing to show for these months: nothing was received, or too few radiologists stand "
        f"behind it. It is filled from: {measure.source}{_with_roster(measure)}."
    )


def _with_roster(measure: Measure) -> str:
    return "" if "roster" in measure.source.lower() else ", with a roster"


def _not_received(published: Published, measure: Measure) -> list[str]:
    """Return which exports the measure cannot do without and nobody has taken in yet."""
    received = set(published.coverage["table_name"])
    base = published.bases[measure.name]
    wanted = [(base.covered_by, " or "), *(((table,), "") for table in base.needs)]
    wanted += [(("exam_volumes",), "")] if "exam" in measure.exposure else []
    missing = [
        between.join(f"the {table.replace('_', ' ')}" for table in tables)
        for tables, between in wanted
        if tables and not received & set(tables)
    ]
    return [*dict.fromkeys(missing), *(["a roster"] if published.rostered.empty else [])]
