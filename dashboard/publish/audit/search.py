"""Find the targets of which the published numbers prove something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from dashboard.publish.audit.counted import CountedRows, Held
from dashboard.publish.audit.equations import Equation, as_set
from dashboard.publish.audit.exchange import EitherWay
from dashboard.publish.audit.polytope import (
    NONE,
    Polytope,
    Unknowns,
    equations_in,
    of_axes,
    spans_of,
)
from dashboard.publish.audit.scope import sets_beside
from dashboard.publish.audit.targets import Target, Wanted, targets_of
from dashboard.publish.audit.views import Roster, View


@dataclass(frozen=True, slots=True)
class Proved:
    """A target that must have had at least `least` rows, and the equations that prove it."""

    target: Target = field(compare=False)
    least: float
    by: tuple[Equation, ...]


class Search:
    """The search for what the numbers of a year prove of one set of rows in one view.

    It may be asked again when tables say less than before: what could be denied then can be
    denied still, as long as the same sets are beside it.
    """

    def __init__(self, wanted: Wanted, view: View, rows: CountedRows, roster: Roster) -> None:
        """Begin with nothing denied."""
        self.wanted, self.view, self.rows, self.roster = wanted, view, rows, roster
        self._denied: dict[tuple[bytes, ...], set[tuple[bytes, int, int]]] = {}

    def proved(self, equations: Sequence[Equation]) -> Proved | None:
        """Return one thing the numbers prove; None where all can be denied."""
        sets, inside = self._beside(equations)
        if not inside:
            return None
        spans = spans_of(inside, self.rows)
        targets = targets_of(self.wanted, self.view, spans, self.rows, self.roster)
        denied = self._denied.setdefault(tuple(sorted(held.tobytes() for held in sets)), set())
        targets = [each for each in targets if each.key not in denied]
        if not targets:
            return None
        whole = Polytope(self.view, sets, inside, self.rows, self.roster)
        left = self._left(targets, whole, sets, inside)
        denied.update({each.key for each in targets} - {each.key for each in left})
        return _proved_alone(left, whole)

    def still_proved(self, target: Target, equations: Sequence[Equation]) -> bool:
        """Return whether other equations prove something of a target too."""
        sets, inside = self._beside(equations)
        if not inside:
            return False
        edges = (target.first, target.last + 1)
        polytope = Polytope(self.view, sets, inside, self.rows, self.roster, edges=edges)
        cost = _cost(_sums([target], polytope), np.array([0]))
        point, _ = polytope.least(cost)
        return bool(cost @ point > NONE)

    def _beside(self, equations: Sequence[Equation]) -> tuple[tuple[Held, ...], list[Equation]]:
        """Return the sets that bound the wanted one, and the equations of them in this view."""
        published = [as_set(held) for held in dict.fromkeys(each.held for each in equations)]
        sets = sets_beside(self.wanted.held, published)
        names = {held.tobytes() for held in sets}
        return sets, equations_in(self.view, [each for each in equations if each.held in names])

    def _left(
        self,
        targets: Sequence[Target],
        whole: Polytope,
        sets: Sequence[Held],
        inside: Sequence[Equation],
    ) -> list[Target]:
        """Return the targets that neither exchanges nor sums of targets deny."""
        left = _open_after_exchanges(targets, whole, self.rows)
        if left and len(whole.spans) > len(spans_of(of_axes(inside), self.rows)):
            coarse = Polytope(self.view, sets, inside, self.rows, self.roster, coarse=True)
            left = _open_after_sums(left, coarse)
        return _open_after_sums(left, whole)


def _open_after_exchanges(
    targets: Sequence[Target], polytope: Polytope, rows: CountedRows
) -> list[Target]:
    """Close the targets that the true rows leave by exchanges alone: most of them."""
    exchanges = EitherWay(polytope, rows)
    return [
        target
        for target in targets
        if not exchanges.can_empty(target.cells, target.slices(polytope))
    ]


def _open_after_sums(targets: Sequence[Target], polytope: Polytope) -> list[Target]:
    """Minimise the sum of all open targets and close those at nothing, until none closes.

    One alone is left to be minimised by itself.
    """
    sums = _sums(targets, polytope)
    left = np.arange(len(targets))
    while len(left) > 1:
        point, _ = polytope.least(_cost(sums, left))
        still = left[(sums @ point)[left] > NONE]
        if len(still) == len(left):
            break
        left = still
    return [targets[int(at)] for at in left]


def _proved_alone(targets: Sequence[Target], polytope: Polytope) -> Proved | None:
    sums = _sums(targets, polytope)
    left = np.arange(len(targets))
    while len(left):
        point, prices = polytope.least(_cost(sums, left[-1:]))
        rows = sums @ point
        if rows[left[-1]] > NONE:
            prices = np.abs(prices[: len(polytope.equations)])
            by = tuple(polytope.equations[at] for at in np.flatnonzero(prices > NONE))
            return Proved(targets[int(left[-1])], float(rows[left[-1]]), by)
        left = left[rows[left] > NONE]
    return None


def _sums(targets: Sequence[Target], polytope: Polytope) -> csr_matrix:
    """Return what adds up the rows of each target: targets x unknowns."""
    unknowns = [each.unknowns(polytope) for each in targets]
    where = np.repeat(np.arange(len(unknowns)), [len(each) for each in unknowns])
    at = np.concatenate([np.zeros(0, dtype=np.int64), *unknowns])
    shape = (len(targets), polytope.size)
    return coo_matrix((np.ones(len(at)), (where, at)), shape=shape).tocsr()


def _cost(sums: csr_matrix, chosen: Unknowns) -> NDArray[np.float64]:
    cost: NDArray[np.float64] = np.asarray(sums[chosen].sum(axis=0)).ravel()
    return cost
