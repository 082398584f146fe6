"""What has closed and what has not, and how many rows are held: said on the Data page."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.findings.days import day_name
from dashboard.findings.sentences import plural
from dashboard.findings.table import Table
from dashboard.measures.definition import AXES
from dashboard.published.closing import open_months
from dashboard.published.lens import AXIS_WORDS
from dashboard.published.open import Published

SETTING_UP = (
    "This department is being set up: nothing is closed, and each publish counts anew, so that a "
    "mapping can be corrected. Before anybody else sees a number, let months close: `python -m "
    "dashboard publish --keep --why TEXT`. Where others sign in they close by themselves."
)


@dataclass(frozen=True, slots=True)
class ClosedPeriods:
    """Sentences on what closes when and what is held; `held` lists the months, None for none."""

    sentences: tuple[str, ...]
    held: Table | None
    method: str = (
        "Submissions and other participation are shown at once. What is counted of cases and "
        "reviews is published when a month closes, once and for good: a figure that is refreshed "
        "gives away what came between. Rows that come, change or go later are held. Whoever keeps "
        "the home can take the rows of a period in with `publish --restate PERIOD --why TEXT`; it "
        "is refused where the difference would tell of a few people."
    )


def closed_periods(published: Published) -> ClosedPeriods:
    """Return what the Data page says of months that closed."""
    if not published.is_kept:
        return ClosedPeriods((SETTING_UP,), None)
    held = published.held
    table = _held_table(published, held) if len(held) else None
    said = (_closing_words(published), _held_words(held), left_sentence(published))
    return ClosedPeriods(tuple(filter(None, said)), table)


def left_sentence(published: Published) -> str:
    """Return which tables a restatement left as they were; "" where it left none."""
    left = published.as_first_published
    axes = {
        name: sorted(set(of_measure["axis"]), key=("all", *AXES).index)
        for name, of_measure in left.groupby("measure")
    }
    if not axes:
        return ""
    words = {"all": "the department", **{axis: f"by {word}" for axis, word in AXIS_WORDS.items()}}
    told = "; ".join(
        f"{published.measures[name].title} ({', '.join(words[axis] for axis in some)})"
        for name, some in axes.items()
        if name in published.measures
    )
    return (
        "Where rows of closed months were taken in, some numbers stand as first published, since "
        f"their change would tell of a few radiologists: {told}."
    )


def held_sentence(published: Published) -> str:
    """Return how many rows are held and how to take them in; "" where none are."""
    return _held_words(published.held) if len(published.held) else ""


def closing_words(published: Published) -> str:
    """Return when the months that were received whole close; "" where each has, or none does."""
    if not published.is_kept:
        return ""
    return "; ".join(
        f"{month:%B %Y} closes on {day_name(day)}" for month, day in open_months(published)
    )


def _closing_words(published: Published) -> str:
    words = closing_words(published)
    return f"{words}." if words else "Every month that was received whole has closed."


def _held_words(held: pd.DataFrame) -> str:
    if held.empty:
        return "No row is held."
    rows = int(held["held"].sum())
    months = sorted(held["month_start"].unique())
    first = f"{pd.Timestamp(months[0]):%Y-%m}"
    come = "came, changed or went" if rows > 1 else "came, changed or was left out"
    return (
        f"{plural(rows, 'row')} of {plural(len(months), 'closed month')} {come} after publication "
        f"and {'are' if rows > 1 else 'is'} held. To take those of a period in: `python -m "
        f"dashboard publish --restate {first} --why TEXT`."
    )


def _held_table(published: Published, held: pd.DataFrame) -> Table:
    titles = {measure: base.title for measure, base in published.bases.items()}
    of_base = {published.measures[name].base: title for name, title in titles.items()}
    shown = pd.DataFrame(
        {
            "What": held["base"].map(of_base).fillna(held["base"]),
            "Month": [f"{month:%B %Y}" for month in held["month_start"]],
            "Rows held": held["held"],
        }
    )
    return Table("held", shown, held, {"Rows held": "{:,}"})
