"""The themes period by period: for each theme and year the finest periods that name it."""

from __future__ import annotations

import pandas as pd

from dashboard.published.lens import Lens
from dashboard.published.lookup import Answer, series
from dashboard.published.open import Published

THEMES = "learning_themes"
FINEST_FIRST = ("month", "quarter", "half", "year")
KEYS = ["from_month", "to_month", "grain", "part"]


def theme_series(published: Published, lens: Lens) -> tuple[Answer, pd.DataFrame]:
    """Return one row a theme and period, in time order, and an answer for its notes.

    Columns from_month, to_month, grain, part, numerator, denominator. A year published by
    month may add small themes up to "other" that its quarters still name: such a theme is
    followed by quarter in that year. Units of the lens are added up.
    """
    answer = series(published, THEMES, lens)
    if answer.frame.empty:
        return answer, answer.frame.reindex(columns=[*KEYS, "numerator", "denominator"])
    every = [series(published, THEMES, lens, grain=grain).frame for grain in FINEST_FIRST]
    rows = pd.concat([_added_up(frame) for frame in every if not frame.empty], ignore_index=True)
    rank = rows["grain"].map({grain: place for place, grain in enumerate(FINEST_FIRST)})
    named = _names_it_throughout(rows)
    best = rank.where(named).groupby([rows["from_month"].dt.year, rows["part"]]).transform("min")
    return answer, rows[rank == best].sort_values(["part", "from_month"]).reset_index(drop=True)


def _added_up(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the lens's units up; a theme that one of them does not name is left out there."""
    units = frame.groupby(["from_month", "grain"])["member"].transform("nunique")
    sums = (
        frame.assign(units=units)
        .groupby(KEYS, sort=False)
        .agg(
            numerator=("numerator", "sum"),
            denominator=("denominator", "sum"),
            named_by=("member", "nunique"),
            units=("units", "max"),
        )
        .reset_index()
    )
    return sums[sums["named_by"] == sums["units"]].drop(columns=["named_by", "units"])


def _names_it_throughout(rows: pd.DataFrame) -> pd.Series:
    """Return whether the row's theme has a row in every period of its year and grain."""
    year = rows["from_month"].dt.year
    periods = rows.groupby([year, "grain"])["from_month"].transform("nunique")
    own = rows.groupby([year, "grain", "part"])["from_month"].transform("nunique")
    return pd.Series(own == periods, index=rows.index)
