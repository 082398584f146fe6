"""Which published sets of rows tell something of one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.publish.audit.counted import Held

MOST_KINDS = 8
"""Sets are taken in while they cut rows into at most so many kinds."""


def sets_beside(target: Held, published: Iterable[Held]) -> tuple[Held, ...]:
    """Return `target` and the published sets by which it can be bounded, the largest first.

    Those that hold it, and what lies in those, for what is left of a whole is known too. A set
    that cuts across it, as the last days of the month cut across the kinds of case, tells
    nothing of it.
    """
    chosen = {target.tobytes(): target}
    known = {held.tobytes(): held for held in published}
    holding = [held for held in known.values() if (target <= held).all()]
    within = [held for held in known.values() if any((held <= each).all() for each in holding)]
    within.sort(key=lambda held: -int(held.sum()))
    kind, inside = target.astype(np.int64), target
    for held in [*holding, *within]:
        if held.tobytes() in chosen or not held.any():
            continue
        finer = np.unique(2 * kind + held, return_inverse=True)[1].ravel()
        either = inside | held
        if len(np.unique(finer[either])) <= MOST_KINDS:
            chosen[held.tobytes()] = held
            kind, inside = finer, either
    return tuple(chosen.values())


def kinds_of(sets: Sequence[Held]) -> NDArray[np.bool_]:
    """Return the kinds of row that the sets tell apart: kinds x sets, those in none left out."""
    kinds = np.unique(np.stack(sets).T, axis=0)
    chosen: NDArray[np.bool_] = kinds[kinds.any(axis=1)]
    return chosen
