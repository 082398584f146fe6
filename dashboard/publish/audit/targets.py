"""Whom the audit protects: rows that so few people stand behind that nobody may prove one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.publish.audit.counted import Codes, CountedRows, Held
from dashboard.publish.audit.polytope import Polytope, Unknowns, span_of
from dashboard.publish.audit.views import Roster, View, cells_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """A set of rows to protect: nobody may prove one of them of too few people.

    Too few are fewer than `people` behind the rows of `whole`, or than `hit_people` behind those
    of `held` itself.
    """

    held: Held
    whole: Held
    people: int
    hit_people: int


@dataclass(frozen=True, slots=True)
class Target:
    """Rows that must be able to be none: of a set, in some cells of the first block, for months."""

    held: Held
    cells: Codes
    first: int
    last: int

    def unknowns(self, polytope: Polytope) -> Unknowns:
        """Return its unknowns, in whole spans that hold its months."""
        return polytope.blocks[0].unknowns(
            polytope.kinds_in(self.held.tobytes()), self.cells, self._spans(polytope)
        )

    @property
    def key(self) -> tuple[bytes, int, int]:
        """Return what tells it apart from the other targets of its set and view."""
        return (self.cells.tobytes(), self.first, self.last)

    def slices(self, polytope: Polytope) -> NDArray[np.bool_]:
        """Return which kinds and spans it lies in: one truth value a kind and span."""
        kinds, _, spans = polytope.blocks[0].shape
        found = np.zeros((kinds, spans), dtype=bool)
        found[np.ix_(polytope.kinds_in(self.held.tobytes()), self._spans(polytope))] = True
        return found.reshape(-1)

    def _spans(self, polytope: Polytope) -> Codes:
        first, last = polytope.span_of(np.array([self.first, self.last]))
        return np.arange(first, last + 1)


def targets_of(
    wanted: Wanted, view: View, spans: Codes, rows: CountedRows, roster: Roster
) -> list[Target]:
    """Return the targets of a set: cells of one or two axes in the longest windows, and people.

    A window is too long when enough people stand behind it. What cannot be proved of a window
    cannot be proved of a part of it, so the longest are enough. `spans` are the first months of
    the spans that no published number cuts.
    """
    axes_of_block = view.blocks[0]
    cells = cells_of(axes_of_block, rows, roster)
    inside = wanted.held[rows.signature]
    found = []
    for axes in view.targets:
        columns = [axes_of_block.index(axis) for axis in axes]
        names, number = np.unique(cells[:, columns], axis=0, return_inverse=True)
        cell = _cell_of(rows, axes, names)
        for each, first, last in _windows(wanted, cell, len(names), spans, rows):
            if (inside & (cell == each) & (rows.month >= first) & (rows.month <= last)).any():
                found.append(
                    Target(wanted.held, np.flatnonzero(number.ravel() == each), first, last)
                )
    if view.people:
        year = (int(spans[0]), int(rows.month.max()))
        found += [
            Target(wanted.held, each, *year)
            for each in _of_people(cells, roster, wanted.people)
            if _any_in(cells[each], inside, rows)
        ]
    return found


def _any_in(cells: Codes, inside: NDArray[np.bool_], rows: CountedRows) -> bool:
    """Return whether a row lies in cells of site and section."""
    width = len(rows.units["section"])
    wanted = cells[:, 0] * width + cells[:, 1]
    return bool((inside & np.isin(rows.unit["site"] * width + rows.unit["section"], wanted)).any())


def _windows(
    wanted: Wanted, cell: Codes, cells: int, spans: Codes, rows: CountedRows
) -> Iterator[tuple[int, int, int]]:
    """Yield the cell, and the first and last month, of each longest window with too few."""
    few = _too_few(wanted, cell, cells, spans, rows)
    ends = np.append(spans[1:] - 1, int(rows.month.max()))
    end_before = np.full(cells, -1)
    for start in range(len(spans)):
        inside = few[start]
        reaches = inside.any(axis=1)
        last = start + inside.shape[1] - 1 - np.argmax(inside[:, ::-1], axis=1)
        for each in np.flatnonzero(reaches & (last > end_before)):
            end_before[each] = last[each]
            yield int(each), int(spans[start]), int(ends[last[each]])


def _cell_of(rows: CountedRows, axes: tuple[str, ...], names: NDArray[np.int64]) -> Codes:
    """Return which of the cells `names` each row lies in."""
    if len(axes) == 1:
        order, code = names[:, 0], rows.unit[axes[0]]
    else:
        width = len(rows.units[axes[1]])
        order = names[:, 0] * width + names[:, 1]
        code = rows.unit[axes[0]] * width + rows.unit[axes[1]]
    found: Codes = np.searchsorted(order, code).astype(np.int64)
    return found


def _too_few(
    wanted: Wanted, cell: Codes, cells: int, starts: Codes, rows: CountedRows
) -> list[NDArray[np.bool_]]:
    """Return for each first span whether too few stand behind it: cells x last spans."""
    span = span_of(starts, rows.month)
    spans = len(starts)
    behind = []
    for held, least in ((wanted.whole, wanted.people), (wanted.held, wanted.hit_people)):
        chosen = held[rows.signature]
        for people in (rows.person, rows.other_person):
            named = chosen & (people >= 0)
            there = np.zeros((cells, spans, int(people.max(initial=-1)) + 1), dtype=bool)
            there[cell[named], span[named], people[named]] = True
            behind.append((np.packbits(there, axis=2), least))
    few = []
    for start in range(spans):
        found = np.zeros((cells, spans - start), dtype=bool)
        for there, least in behind:
            anybody = np.bitwise_or.accumulate(there[:, start:], axis=1)
            count = np.bitwise_count(anybody).sum(axis=2, dtype=np.int64)
            found |= (count > 0) & (count < least)
        few.append(found)
    return few


def _of_people(cells: Codes, roster: Roster, people: int) -> Iterator[Codes]:
    """Yield cells of site and section in which the same few people alone could have read."""
    able = roster.able[cells[:, 0], cells[:, 1]]
    for group in np.unique(able, axis=0):
        if 0 < group.sum() < people:
            inside = able.any(axis=1) & ~(able & ~group).any(axis=1)
            yield np.flatnonzero(inside).astype(np.int64)
