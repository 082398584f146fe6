"""Tiles: a figure, its change with an interval, its months, its n, its target in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.findings.sentences import short_month
from dashboard.findings.tile import Tile
from dashboard.ui.markup import escaped, write

# A strip's marks stay off its edges, in percent of its height.
FLOOR, RISE = 8.0, 84.0


def tiles(four: Sequence[Tile]) -> None:
    """Write the tiles as one grid, so that their rows align however labels wrap."""
    write(f'<div class="pl-tiles">{"".join(map(_tile, four))}</div>')


def _tile(tile: Tile) -> str:
    close = ' class="close"' if tile.unit == "%" else ""
    unit = f"<small{close}>{escaped(tile.unit)}</small>" if tile.unit else ""
    return (
        '<div class="pl-tile">'
        f'<div class="pl-tile-label">{escaped(tile.label)}</div>'
        f'<div class="pl-tile-value">{escaped(tile.value)}{unit}</div>'
        f'<div class="pl-tile-change">{escaped(tile.change)} '
        f"<span>{escaped(tile.change_note)}</span></div>"
        f"{_strip(tile)}{_axis(tile)}"
        f'<div class="pl-tile-n">{escaped(tile.n)}'
        f"<strong>{escaped(tile.target_words)}</strong></div>"
        "</div>"
    )


def _strip(tile: Tile) -> str:
    if not tile.points:
        return '<div class="pl-strip"></div>'
    place = _Place(tile)
    marks = [
        f'<u class="{_now(level.now)}" style="left:{place.left(level.first)};'
        f'width:{place.width(level.first, level.last)};bottom:{place.bottom(level.value)}"></u>'
        for level in tile.levels
    ]
    marks += [
        f'<i class="{_now(point.now)}{"" if point.complete else " open"}" '
        f'style="left:{place.left(point.month)};bottom:{place.bottom(point.value)}"></i>'
        for point in tile.points
    ]
    if tile.target is not None:
        marks.insert(0, f'<b style="bottom:{place.bottom(tile.target)}"></b>')
    return (
        f'<div class="pl-strip" role="img" aria-label="{escaped(tile.alt)}">{"".join(marks)}</div>'
    )


def _axis(tile: Tile) -> str:
    if not tile.points:
        return '<div class="pl-axis"></div>'
    first, last = (short_month(month) for month in ends(tile))
    return f'<div class="pl-axis" aria-hidden="true"><span>{first}</span><span>{last}</span></div>'


def _now(now: bool) -> str:
    return "now" if now else ""


def ends(tile: Tile) -> tuple[date, date]:
    """Return the first and last month of a tile's strip: of its points and its lines."""
    months = [point.month for point in tile.points]
    months += [month for level in tile.levels for month in (level.first, level.last)]
    return min(months), max(months)


class _Place:
    """Where a month and a value stand in a tile's strip, in percent."""

    def __init__(self, tile: Tile) -> None:
        values = [point.value for point in tile.points] + [level.value for level in tile.levels]
        values += [] if tile.target is None else [tile.target]
        self._low, self._high = min(values), max(values)
        self._first, last = ends(tile)
        self._days = max(1, (last - self._first).days)

    def bottom(self, value: float) -> str:
        span = self._high - self._low
        return f"{FLOOR + RISE * ((value - self._low) / span if span else 0.5):.1f}%"

    def left(self, month: date) -> str:
        return f"{self._share(month):.1f}%"

    def width(self, first: date, last: date) -> str:
        return f"{max(2.0, self._share(last) - self._share(first)):.1f}%"

    def _share(self, month: date) -> float:
        return 100 * (month - self._first).days / self._days
