"""All that whoever knows the published numbers can prove: a linear program, by sparse matrices.

Unknowns are counts of rows, by kind of row, cell and span of months; every published number is
one equation. What they can prove of a target is its minimum (Gusfield 1988, SIAM J Comput 17).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix

from dashboard.publish.audit.counted import Codes, CountedRows, Held
from dashboard.publish.audit.equations import ALL, Equation
from dashboard.publish.audit.scope import kinds_of
from dashboard.publish.audit.views import Roster, View, cells_of

NONE = 1e-6
Unknowns = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """The unknowns of two axes: kinds x cells x spans, from position `start` on."""

    axes: tuple[str, str]
    cells: Codes
    shape: tuple[int, int, int]
    start: int

    def unknowns(self, kinds: Codes, cells: Codes, spans: Codes) -> Unknowns:
        """Return where the unknowns of some kinds, cells and spans stand."""
        _, width, depth = self.shape
        at = (kinds[:, None, None] * width + cells[None, :, None]) * depth + spans[None, None, :]
        found: Unknowns = (self.start + at).reshape(-1)
        return found

    @property
    def size(self) -> int:
        """Return how many unknowns there are."""
        return self.shape[0] * self.shape[1] * self.shape[2]


class Polytope:
    """Every data set of one year that agrees with the numbers published of some sets.

    A `coarse` one has spans as long as the axes' tables allow, and is told more than what is
    published: how many rows of each kind there were in each span. Each of its points can be
    spread over the months in the true proportions, so that it agrees with the department's finer
    numbers too: what can be nothing in it can be nothing.
    """

    def __init__(
        self,
        view: View,
        sets: Sequence[Held],
        equations: Sequence[Equation],
        rows: CountedRows,
        roster: Roster,
        *,
        coarse: bool = False,
        edges: tuple[int, ...] = (),
    ) -> None:
        """Number the unknowns and write the equations of `view` for `sets`.

        Spans begin where an equation begins or has ended, and at the months `edges`.
        """
        self.sets = {held.tobytes(): position for position, held in enumerate(sets)}
        self.kinds = kinds_of(sets)
        self._kinds_in = {
            name: np.flatnonzero(self.kinds[:, at]).astype(np.int64)
            for name, at in self.sets.items()
        }
        self._places: dict[tuple[str, tuple[int, ...]], tuple[Block, Codes]] = {}
        self.equations = of_axes(equations) if coarse else list(equations)
        self.spans = spans_of(self.equations, rows, edges)
        self.coarse = coarse
        self.blocks: list[Block] = []
        start = 0
        for axes in view.blocks:
            cells = cells_of(axes, rows, roster)
            block = Block(axes, cells, (len(self.kinds), len(cells), len(self.spans)), start)
            self.blocks.append(block)
            start += block.size
        self.size = start
        self.truth = self._truth(sets, rows)
        self._units = {axis: len(units) for axis, units in rows.units.items()}

    @cached_property
    def matrix(self) -> csr_matrix:
        """Return the equations: lines x unknowns."""
        return self._matrix()

    @cached_property
    def right(self) -> NDArray[np.float64]:
        """Return what was published, line by line."""
        found: NDArray[np.float64] = self.matrix @ self.truth
        return found

    def span_of(self, month: Codes) -> Codes:
        """Return the span each month lies in."""
        return span_of(self.spans, month)

    def kinds_in(self, held: bytes) -> Codes:
        """Return the kinds of row a set holds."""
        return self._kinds_in[held]

    def least(self, cost: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the point that costs least, and how much each equation has to do with it."""
        # They are small and sparse: to simplify one first takes longer than to solve it.
        for simplify in (False, True):
            found = linprog(
                cost,
                A_eq=self.matrix,
                b_eq=self.right,
                bounds=(0, None),
                method="highs-ds",
                options={"presolve": simplify},
            )
            if found.status == 0:
                break
        else:
            raise ArithmeticError(f"the audit's linear program was not solved: {found.message}")
        return found.x, np.asarray(found.eqlin.marginals)

    def _truth(self, sets: Sequence[Held], rows: CountedRows) -> NDArray[np.float64]:
        truth = np.zeros(self.size)
        member = np.stack(sets)[:, rows.signature].T
        inside = member.any(axis=1)
        kind = np.zeros(len(member), dtype=np.int64)
        for position, each in enumerate(self.kinds):
            kind[(member == each).all(axis=1)] = position
        span = self.span_of(rows.month)
        for block in self.blocks:
            one, two = (rows.unit[axis] for axis in block.axes)
            width = len(rows.units[block.axes[1]])
            order = block.cells[:, 0] * width + block.cells[:, 1]
            cell = np.searchsorted(order, one * width + two)
            at = (kind * block.shape[1] + cell) * block.shape[2] + span + block.start
            np.add.at(truth, at[inside], rows.rows[inside])
        return truth

    def _matrix(self) -> csr_matrix:
        lines = [(self._of_equation(each), 1.0) for each in self.equations]
        if self.coarse:
            lines += [(each, 1.0) for each in self._totals()]
        where = [np.full(len(at), line) for line, (at, _) in enumerate(lines)]
        at = [each for each, _ in lines]
        value = [np.full(len(each), sign) for each, sign in lines]
        count = len(lines)
        for other in self.blocks[1:]:
            for block, sign in ((self.blocks[0], 1.0), (other, -1.0)):
                line, unknowns, ties = self._ties(block, other)
                where.append(count + line)
                at.append(unknowns)
                value.append(np.full(len(unknowns), sign))
            count += ties
        entries = (np.concatenate(value), (np.concatenate(where), np.concatenate(at)))
        return coo_matrix(entries, shape=(count, self.size)).tocsr()

    def _totals(self) -> list[Unknowns]:
        """Return the unknowns of each kind and span in the first block."""
        block = self.blocks[0]
        cells = np.arange(block.shape[1])
        return [
            block.unknowns(np.array([kind]), cells, np.array([span]))
            for kind in range(block.shape[0])
            for span in range(block.shape[2])
        ]

    def _of_equation(self, equation: Equation) -> Unknowns:
        block, cells = self._place(equation.axis, equation.members)
        first, last = np.searchsorted(self.spans, (equation.first, equation.last + 1))
        return block.unknowns(self.kinds_in(equation.held), cells, np.arange(first, last))

    def _place(self, axis: str, members: tuple[int, ...]) -> tuple[Block, Codes]:
        """Return the block that has an axis, and its cells in some units."""
        key = (axis, members)
        if key not in self._places:
            block = next((each for each in self.blocks if axis in each.axes), self.blocks[0])
            cells = np.arange(len(block.cells))
            if axis != ALL:
                unit = block.cells[:, block.axes.index(axis)]
                cells = np.flatnonzero(np.isin(unit, members))
            self._places[key] = (block, cells)
        return self._places[key]

    def _ties(self, block: Block, other: Block) -> tuple[Codes, Unknowns, int]:
        """Return the line and place of each unknown of a block in what ties it to another.

        Both have as many rows in each kind, unit of the axis they share, and span.
        """
        shared = next(axis for axis in self.blocks[0].axes if axis in other.axes)
        unit = block.cells[:, block.axes.index(shared)]
        kinds, _, spans = block.shape
        kind, cell, span = np.meshgrid(
            np.arange(kinds), np.arange(len(unit)), np.arange(spans), indexing="ij"
        )
        units = self._units[shared]
        line = ((kind * units + unit[cell]) * spans + span).reshape(-1)
        return line, block.start + np.arange(block.size), kinds * units * spans


def equations_in(view: View, equations: Sequence[Equation]) -> list[Equation]:
    """Return the equations of a view; a table of an axis it leaves out counts as its totals."""
    axes = {ALL, *(axis for block in view.blocks for axis in block)}
    inside = [each for each in equations if each.axis in axes]
    totals = {
        (each.held, each.first, each.last): replace(each, axis=ALL, members=(), names=())
        for each in equations
        if each.axis not in axes
    }
    there = {(each.held, each.first, each.last) for each in inside if each.axis == ALL}
    return [*inside, *(each for key, each in totals.items() if key not in there)]


def of_axes(equations: Sequence[Equation]) -> list[Equation]:
    """Return the equations that name units, and not the department."""
    return [each for each in equations if each.axis != ALL]


def spans_of(
    equations: Sequence[Equation], rows: CountedRows, edges: tuple[int, ...] = ()
) -> Codes:
    """Return the first months of the spans that neither an equation nor an edge cuts."""
    first, last = int(rows.month.min()), int(rows.month.max())
    ends = {each.last + 1 for each in equations}
    starts = {first, *(each.first for each in equations), *ends, *edges}
    return np.array(sorted(each for each in starts if first <= each <= last), dtype=np.int64)


def span_of(spans: Codes, month: Codes) -> Codes:
    """Return the span each month lies in."""
    found: Codes = np.searchsorted(spans, month, "right").astype(np.int64) - 1
    return found
