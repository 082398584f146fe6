"""A block of a page: heading, chart, source line with n, and the foot row, always in this order."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dates_in_words import day_name
from dashboard.findings.block import Block
from dashboard.findings.table import Table
from dashboard.measures.definition import Measure
from dashboard.ui.chart import Draw, chart
from dashboard.ui.download import download_rows
from dashboard.ui.navigation import NAVIGATION
from dashboard.ui.notes import empty_state, heading, said, source_line
from dashboard.ui.sheet import block

PROSE_WIDTH = 420


def chart_panel(
    key: str,
    title: str,
    mark: str,
    draw: Draw,
    alt: str,
    source: str,
    table: Table,
    *measures: Measure,
    sentences: tuple[str, ...] = (),
) -> None:
    """Write a whole block around the figure that `draw` makes.

    key: unique on the page. mark: one line that says what a mark is. alt: the figure in words.
    source: where the numbers come from, with n. measures: whose definitions the foot row opens.
    sentences: what a reader must know of what is shown (units shown together, snapped months).
    """
    heading(title, mark)
    said(sentences)
    chart(draw, key, alt)
    source_line(source)
    foot_row(key, table, *measures)


def block_panel(key: str, found: Block, draw: Draw) -> None:
    """Write a computed block: its rows as `draw` has them, or what would fill it."""
    with block():
        if found.empty:
            heading(found.title)
            empty_state("Not shown for these months and this lens", found.empty)
            return
        heading(found.title, found.mark)
        said(found.notes)
        chart(partial(draw, found.frame), key, found.alt)
        source_line(found.source)
        foot_row(key, found.table, *found.measures, method=found.method)


def foot_row(key: str, table: Table, *measures: Measure, method: str = "") -> None:
    """Write Table · How this is calculated · Download CSV: same words and order everywhere.

    method: what was done beyond the measures' own definitions (limits, residuals), in Markdown.
    """
    with st.container(horizontal=True, gap="small", key=f"foot_{key}"):
        with st.popover("Table", type="tertiary", key=f"table_{key}"):
            shown_table(table)
            _to_measures("What the columns count")
        with st.popover("How this is calculated", type="tertiary", key=f"how_{key}"):
            st.markdown(definition(*measures, method=method), width=PROSE_WIDTH)
            _to_measures(
                "See the SQL on the Measures page" if measures else "What is counted: Measures"
            )
        download_rows("Download CSV", table.raw, table.name, key=f"csv_{key}")


def _to_measures(label: str) -> None:
    """Link to the catalogue; it also lets a keyboard reach, and so scroll, a long popover."""
    for entry in NAVIGATION:
        if entry.url_path == "measures":
            st.page_link(entry.path, label=label)


def shown_table(table: Table) -> None:
    """Write the rows as printed; numbers align right, a missing value is a dash."""
    shown = table.shown
    printed: dict[Any, Any] = {
        column: partial(table.printed, column)
        for column in shown
        if column in table.formats or pd.api.types.is_integer_dtype(shown[column])
    }
    styled = shown.style.format(printed, na_rep="–")
    st.table(styled, border="horizontal", hide_index=True, width="content", alt=table.name)


def definition(*measures: Measure, method: str = "") -> str:
    """Return what the measures' headers say, in Markdown."""
    parts = [_definition(measure) for measure in measures]
    return "\n\n".join([*parts, method] if method else parts)


def _definition(measure: Measure) -> str:
    lines = [f"**{_plain(measure.title)}.** {_plain(measure.how_calculated)}"]
    lines.append(f"*Numerator:* {_plain(measure.numerator)}.")
    if measure.denominator:
        lines.append(f"*Denominator:* {_plain(measure.denominator)}.")
    lines.append(f"*Why it matters:* {_plain(measure.why_it_matters)}")
    lines.append(
        f"*Source:* {_plain(measure.source)}. Definition last reviewed "
        f"{day_name(measure.reviewed)}."
    )
    return "\n\n".join(lines)


def _plain(text: str) -> str:
    """Return header text with the signs Markdown would take for formatting set off."""
    for sign in ("\\", "*", "_", "$", "[", "<"):
        text = text.replace(sign, f"\\{sign}")
    return text
