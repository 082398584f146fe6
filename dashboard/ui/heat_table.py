"""Two axes as a real table: words for a reader, colour for the eye, scrolling in its own region."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.ui.markup import escaped, write

STEPS = 10


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: its text and its residual, one step of colour a unit, ends open at ±4."""

    text: str
    residual: float | None


def heat_table(
    caption: str,
    columns: Sequence[str],
    rows: Mapping[str, Sequence[HeatCell | None]],
    *,
    fewer: str = "fewer than expected",
    more: str = "more",
) -> None:
    """Write a table with `rows` (label -> one cell a column); None is a cell that is not there.

    A cell that is not there says "–", never 0: the source line must say why. caption names the
    region for screen readers.
    """
    head = "".join(f'<th scope="col">{escaped(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escaped(label)}</th>{"".join(map(_cell, cells))}</tr>'
        for label, cells in rows.items()
    )
    write(
        f"{_key(fewer, more)}"
        f'<div class="pl-scroll" role="region" tabindex="0" aria-label="{escaped(caption)}">'
        f'<table class="pl-heat"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(cell: HeatCell | None) -> str:
    if cell is None:
        return '<td class="none">–</td>'
    if cell.residual is None:
        return f"<td>{escaped(cell.text)}</td>"
    return f'<td class="q{step_of(cell.residual)}">{escaped(cell.text)}</td>'


def step_of(residual: float) -> int:
    """Return the colour step of a residual: 0 at -4 and below, 5 from 0 up, 9 from 4 up."""
    return min(STEPS - 1, max(0, math.floor(residual) + STEPS // 2))


def _key(fewer: str, more: str) -> str:
    steps = "".join(f'<s class="q{step}"></s>' for step in range(STEPS))
    return (
        f'<div class="pl-key"><span>{escaped(fewer)}</span>'
        f'<i aria-hidden="true">{steps}</i><span>{escaped(more)}</span></div>'
    )
