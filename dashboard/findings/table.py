"""A table a reader opens under a chart, and the file with the same rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

import pandas as pd

from dashboard.findings.sentences import DASH, MINUS, percent
from dashboard.formula_cells import without_formula

# What a file with rows of the ledger always holds, so that it reads without the page.
LEDGER_COLUMNS = ("member", "from_month", "to_month", "grain", "numerator", "denominator")
INTERVAL_COLUMNS = ("estimate", "lower", "upper")
WHOLE_PERCENT = "{:.0%}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows behind a chart: `shown` as printed (text and numbers), `raw` as the file holds them.

    `formats` are the printed forms of columns of `shown`, such as {"Share": "{:.0%}"}. `name`
    becomes the file's name.
    """

    name: str
    shown: pd.DataFrame
    raw: pd.DataFrame
    formats: Mapping[str, str] = field(default_factory=dict)

    def printed(self, column: str, value: Any) -> str:
        """Return a value of a column of `shown` as sentences and charts print it too."""
        if pd.isna(value):
            return DASH
        form = self.formats.get(column, "{}")
        if form == WHOLE_PERCENT and value >= 0:
            return percent(float(value))
        text = form.format(value)
        is_below = isinstance(value, Real) and text.startswith("-")
        return f"{MINUS}{text[1:]}" if is_below else text


def csv_text(frame: pd.DataFrame) -> str:
    """Return `frame` as CSV: full numbers, ISO days, an empty field where there is no value.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([without_formula(str(column)) for column in frame.columns])
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([_field(value) for value in row])
    return out.getvalue()


def _field(value: object) -> str:
    # numpy's scalars know their plain Python value.
    plain: object = getattr(value, "item", lambda: value)()
    if isinstance(plain, (tuple, list)):
        return without_formula(" + ".join(str(part) for part in plain))
    if pd.isna(plain):
        return ""
    if isinstance(plain, pd.Timestamp):
        return f"{plain:%Y-%m-%d}"
    if isinstance(plain, bool):
        return str(plain).lower()
    if isinstance(plain, float):
        return repr(plain)
    return without_formula(plain) if isinstance(plain, str) else str(plain)
