"""What has closed and what has not, and how many rows are held: said on the Data page."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.command_line import PROGRAM
from dashboard.dates_in_words import day_name
from dashboard.findings.restatement import HeldPeriod, held_periods, left_sentence, rows_held
from dashboard.findings.sentences import plural
from dashboard.findings.table import Table
from dashboard.published.closing import open_months
from dashboard.published.open import Published

SETTING_UP = (
    "This department is being set up: nothing is closed, and each publish counts anew, so that a "
    "mapping can be corrected. Before anybody else sees a number, let months close: "
    f"`{PROGRAM} publish --keep --why TEXT`. Where others sign in they close by themselves."
)


@dataclass(frozen=True, slots=True)
class ClosedPeriods:
    """Sentences on what closes when and what is held; `held` lists the months, None for none.

    `periods` are those whose rows can be taken in, `left` what restatements left as it was.
    """

    sentences: tuple[str, ...]
    held: Table | None
    periods: tuple[HeldPeriod, ...] = ()
    left: str = ""
    method: str = (
        "Submissions and other participation are shown at once. What is counted of cases and "
        "reviews is published when a month closes, once and for good: a figure that is refreshed "
        "gives away what came between. Rows that come, change or go later are held. Whoever keeps "
        f"the home can take the rows of a period in, here or with `{PROGRAM} publish --restate "
        "PERIOD --why TEXT`; it is refused where the difference would tell of a few people. A row "
        "is held under each thing it is part of: a case that came late is one of the cases, and "
        "one of those that call for feedback."
    )


def closed_periods(published: Published) -> ClosedPeriods:
    """Return what the Data page says of months that closed."""
    if not published.is_kept:
        return ClosedPeriods((SETTING_UP,), None)
    held = published.held
    table = _held_table(published, held) if len(held) else None
    said = (_closing_words(published), _held_words(published))
    return ClosedPeriods(said, table, held_periods(published), left_sentence(published))


def held_sentence(published: Published) -> str:
    """Return how many rows are held and how to take them in; "" where none are."""
    periods = held_periods(published)
    if not periods:
        return ""
    return (
        f"{_held_words(published)} To take those of a period in: `{PROGRAM} publish "
        f"--restate {periods[0].text} --why TEXT`."
    )


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


def _held_words(published: Published) -> str:
    held = published.held
    if held.empty:
        return "No row is held."
    one = int(held["held"].sum()) == 1
    come = "came, changed or was left out" if one else "came, changed or went"
    months = plural(held["month_start"].nunique(), "closed month")
    return (
        f"In {months} {rows_held(published)} {come} after publication and "
        f"{'is' if one else 'are'} held."
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
