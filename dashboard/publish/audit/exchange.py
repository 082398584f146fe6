"""Rows that can be elsewhere by an exchange of two labels, which no published number notices.

Two rows that lie in different units of an axis exchange them: each equation counts both or
neither, so every sum stays as published. A target whose rows can all leave it that way can be
nothing, and needs no linear program; what cannot be moved so may still be moved by one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.publish.audit.counted import Codes, CountedRows
from dashboard.publish.audit.polytope import Polytope

Amounts = NDArray[np.float64]
Chosen = NDArray[np.bool_]


class Exchanges:
    """What can be exchanged along one axis of a polytope's first block, the other axis kept.

    A slice is one kind of row in one span. Slices are of one group when each equation of the
    axis counts both or neither: rows of a group may exchange their units. Units are of one class
    in a group when no equation tells them apart: a row may change between them alone. An axis
    that ties the block to another one is exchanged within a slice alone, unless the other block
    can follow: where it has no cell without readers, its rows change the same unit.
    """

    def __init__(self, polytope: Polytope, rows: CountedRows, along: int) -> None:
        """Find the groups of slices and the classes of units along one of the two axes."""
        block = polytope.blocks[0]
        kinds, cells, spans = block.shape
        axis, across = block.axes[along], block.axes[1 - along]
        self.unit, self.other = block.cells[:, along], block.cells[:, 1 - along]
        size = (len(rows.units[axis]), len(rows.units[across]))
        there = np.zeros((kinds, spans, *size))
        truth = polytope.truth[: block.size].reshape(kinds, cells, spans)
        there[:, :, self.unit, self.other] = np.moveaxis(truth, 1, 2)
        self.there = there.reshape(kinds * spans, *size)
        self.may = np.zeros(size, dtype=bool)
        self.may[self.unit, self.other] = True
        tied = any(
            axis in each.axes and len(each.cells) < np.prod([len(rows.units[a]) for a in each.axes])
            for each in polytope.blocks[1:]
        )
        self.group, self.classes = (
            (np.arange(kinds * spans), np.tile(np.eye(size[0]), (kinds * spans, 1, 1)))
            if tied
            else _told_apart(polytope, axis, size[0])
        )
        self.in_group = (self.group == np.arange(len(self.classes))[:, None]).astype(float)
        self.in_all = np.tensordot(self.in_group, self.there, 1)
        self.may_in_class = self.classes @ self.may > 0

    def stuck(self, cells: Codes, slices: Chosen) -> Chosen:
        """Return the slices from which not all rows of some cells can be exchanged away.

        A row goes to a unit of its class outside the cells, or changes places with a row of its
        group. Each exchange uses up one row, so there must be enough for all that have to leave.
        """
        inside = np.zeros(self.may.shape, dtype=bool)
        inside[self.unit[cells], self.other[cells]] = True
        groups = self.in_group[:, slices].any(axis=1)
        classes = self.classes[groups]
        here = np.tensordot(self.in_group[groups][:, slices], self.there[slices], 1)
        free = classes @ (self.may & ~inside) > 0
        leaving = (classes @ (here * inside)) * ~free
        amount = leaving.sum(axis=(1, 2))
        if not amount.any():
            return np.zeros(len(slices), dtype=bool)
        # By the class a partner comes from, and that it goes to: its own place must be free.
        from_here = (classes @ (here * ~inside)) @ free.swapaxes(1, 2)
        elsewhere = classes @ (self.in_all[groups] - here)
        partners = from_here + elsewhere @ self.may_in_class[groups].swapaxes(1, 2)
        partners[:, *np.diag_indices(partners.shape[1])] = 0.0
        enough = partners.swapaxes(1, 2) @ free >= amount[:, None, None]
        groups[groups] = ~(enough | (leaving == 0)).all(axis=(1, 2))
        found: Chosen = slices & groups[self.group]
        return found


class EitherWay:
    """Exchanges along the one axis or the other of a polytope's first block.

    Slices that share a group of either axis are one lot: one exchange may use what another one
    needs, so the rows of a lot all leave along the same axis.
    """

    def __init__(self, polytope: Polytope, rows: CountedRows) -> None:
        """Find what can be exchanged along each axis, and the lots."""
        self.along = (Exchanges(polytope, rows, 0), Exchanges(polytope, rows, 1))
        one, two = (each.group for each in self.along)
        lot = one.copy()
        for group in np.unique(two):
            joined = np.unique(lot[two == group])
            lot[np.isin(lot, joined)] = joined[0]
        self.lot = lot

    def can_empty(self, cells: Codes, slices: Chosen) -> bool:
        """Return whether all rows of some cells in some slices can be exchanged away."""
        stuck = self.along[0].stuck(cells, slices)
        if not stuck.any():
            return True
        again = slices & np.isin(self.lot, self.lot[stuck])
        return not self.along[1].stuck(cells, again).any()


def _told_apart(polytope: Polytope, axis: str, units: int) -> tuple[Codes, Amounts]:
    """Return the group of each slice, and for each group its classes: groups x classes x units."""
    kinds, _, spans = polytope.blocks[0].shape
    equations = [each for each in polytope.equations if each.axis == axis]
    counts = np.zeros((len(equations), kinds, spans), dtype=bool)
    member = np.zeros((len(equations), units), dtype=bool)
    for line, equation in enumerate(equations):
        first, last = np.searchsorted(polytope.spans, (equation.first, equation.last + 1))
        counts[line, polytope.kinds_in(equation.held), first:last] = True
        member[line, list(equation.members)] = True
    if not equations:
        return np.zeros(kinds * spans, dtype=np.int64), np.ones((1, 1, units))
    patterns, group = _alike(counts.reshape(len(counts), -1))
    classes = np.zeros((len(patterns), units, units))
    for each, pattern in enumerate(patterns):
        classes[each, _alike(member[pattern])[1], np.arange(units)] = 1.0
    return group, classes


def _alike(columns: Chosen) -> tuple[list[Chosen], Codes]:
    """Return the different columns, and which of them each column is."""
    number: dict[bytes, int] = {}
    found = [number.setdefault(column.tobytes(), len(number)) for column in columns.T]
    first = [found.index(each) for each in range(len(number))]
    return [columns[:, each] for each in first], np.array(found, dtype=np.int64)
