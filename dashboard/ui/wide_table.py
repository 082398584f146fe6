"""A table that stands on the page itself and scrolls sideways in its own region on a phone."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.findings.table import Table
from dashboard.ui.markup import escaped, write

ROWS_SHOWN = 200
SHORT = 22
"""Up to so many characters a cell does not wrap: dates and names stay whole."""


def wide_table(table: Table, caption: str, rows: int = ROWS_SHOWN) -> None:
    """Write `table.shown` as an HTML table; numbers align right.

    caption: what the table is, for readers who do not see it. Lists longer than `rows` are
    cut, and say so; the download holds them all.
    """
    shown = table.shown.head(rows)
    numeric = {column for column in shown if pd.api.types.is_numeric_dtype(shown[column])}
    head = "".join(_cell("th", column, column in numeric, ' scope="col"') for column in shown)
    body = "".join(_row(record, list(shown), numeric, table) for record in shown.to_dict("records"))
    more = len(table.shown) - len(shown)
    cut = (
        f'<p class="pl-source">And {more:,} more; the download holds them all.</p>'
        if more > 0
        else ""
    )
    write(
        f'<div class="pl-scroll" role="region" tabindex="0" aria-label="{escaped(caption)}">'
        f'<table class="pl-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f"</div>{cut}"
    )


def _row(record: dict[Any, Any], columns: list[str], numeric: set[str], table: Table) -> str:
    first, *rest = columns
    cells = _cell("th", table.printed(first, record[first]), first in numeric, ' scope="row"')
    cells += "".join(_cell("td", table.printed(c, record[c]), c in numeric) for c in rest)
    return f"<tr>{cells}</tr>"


def _cell(tag: str, words: str, numeric: bool, more: str = "") -> str:
    kinds = ["num"] if numeric else []
    if len(words) <= SHORT:
        kinds.append("short")
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    return f"<{tag}{more}{kind}>{escaped(words)}</{tag}>"
