"""What an analysis of the workbench gives: words, formula, rows, and the frame its figure draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dashboard.findings.table import Table

Figure = Literal["sequence", "interrupted", "funnel", "ratio", "two_units"]


@dataclass(frozen=True, slots=True)
class Reported:
    """What a methods paragraph and a checklist need to know of an analysis, as plain words.

    facts: by the names that data/checklists refers to; a fact that is not there is asked for.
    """

    design: str
    methods: tuple[str, ...]
    citations: tuple[str, ...]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Workings:
    """One analysis, done.

    finding: a sentence that claims what its interval supports. formula: the model. columns and
    rows: what the command prints and the download holds. frame: what the figure draws, with
    `marks` beside it (lines at one value: change, target). shown: the table under the figure.
    """

    title: str
    finding: str
    lead: str
    formula: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    figure: Figure
    frame: pd.DataFrame
    marks: Mapping[str, Any]
    percent: bool
    unit: str
    alt: str
    source: str
    shown: pd.DataFrame
    reported: Reported
    name: str = "analysis"

    @property
    def table(self) -> Table:
        """The rows as a table to open and a file to take along."""
        return Table(self.name, self.shown, pd.DataFrame(self.rows, columns=list(self.columns)))


def printed(rows: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> pd.DataFrame:
    """Return rows as a table on screen: the columns of `words`, under their words.

    Numbers have three significant figures; a dash stands where there is none.
    """
    return pd.DataFrame(
        [{word: _cell(row.get(column)) for column, word in words.items()} for row in rows]
    )


def _cell(value: object) -> str:
    if value is None or value != value:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return str(value).replace("_", " ")
