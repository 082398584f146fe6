"""Find the targets of which the published numbers prove something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from dashboard.publish.audit.counted import CountedRows
from dashboard.publish.audit.equations import Equation, as_set
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

    least: float
    by: tuple[Equation, ...]


def proved(
    wanted: Wanted,
    view: View,
    equations: Sequence[Equation],
    rows: CountedRows,
    roster: Roster,
) -> Proved | None:
    """Return one thing the numbers prove of a set in a view; None where all can be denied."""
    published = [as_set(held) for held in dict.fromkeys(each.held for each in equations)]
    sets = sets_beside(wanted.held, published)
    names = {held.tobytes() for held in sets}
    inside = equations_in(view, [each for each in equations if each.held in names])
    if not inside:
        return None
    spans = spans_of(inside, rows)
    targets = targets_of(wanted, view, spans, rows, roster)
    if targets and len(spans) > len(spans_of(of_axes(inside), rows)):
        coarse = Polytope(view, sets, inside, rows, roster, coarse=True)
        targets = _open_after_sums(targets, coarse)
    if not targets:
        return None
    whole = Polytope(view, sets, inside, rows, roster)
    return _proved_alone(_open_after_sums(targets, whole), whole)


def _open_after_sums(targets: Sequence[Target], polytope: Polytope) -> list[Target]:
    """Minimise the sum of all open targets and close those at nothing, until none closes."""
    sums = _sums(targets, polytope)
    left = np.arange(len(targets))
    while len(left):
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
            return Proved(float(rows[left[-1]]), by)
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
