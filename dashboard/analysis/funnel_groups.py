"""The groups of a funnel, checked before anything is compared."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.arrays import (
    MaybeNumbers,
    Numbers,
    first_row,
    numbers,
    refuse_negative,
    same_length,
)
from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.funnel_limits import FunnelKind


@dataclass(frozen=True, slots=True)
class Groups:
    """The checked input, shapes (n,); nan size and value for a group that cannot be shown."""

    count: Numbers
    size: Numbers
    value: Numbers
    notes: tuple[str, ...]

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Groups that can be shown."""
        return np.isfinite(self.value)


def checked_groups(
    kind: FunnelKind, count: MaybeNumbers, size: MaybeNumbers, *, needs_whole: bool
) -> Groups:
    """The groups as numbers; raise CannotCompute for impossible ones, naming the row.

    With `needs_whole`, the denominators of proportions must be whole (exact limits).
    """
    counts, sizes = numbers(count, "count"), numbers(size, "denominator")
    if counts.size == 0:
        raise CannotCompute("there are no groups to compare")
    same_length(counts.size, sizes, "denominator")
    refuse_negative(counts, "count")
    refuse_negative(sizes, "denominator")
    if kind == "proportion":
        _check_proportion(counts, sizes, needs_whole)
    notes = [""] * counts.size
    for missing, why in (
        (np.isnan(sizes), "no denominator"),
        (np.isnan(counts), "no count"),
        (sizes == 0, "the denominator is 0"),
    ):
        for row in np.flatnonzero(missing):
            notes[row] = f"left out: {why}"
    usable = np.isfinite(counts) & (sizes > 0)
    sizes = np.where(usable, sizes, np.nan)
    return Groups(counts, sizes, counts / sizes, tuple(notes))


def _check_proportion(counts: Numbers, sizes: Numbers, needs_whole: bool) -> None:
    too_many = (counts > sizes) & (sizes > 0)
    if too_many.any():
        row = first_row(too_many)
        raise CannotCompute(f"row {row} counts more than its denominator, so it is no proportion")
    broken = np.isfinite(sizes) & (sizes != np.round(sizes))
    if needs_whole and broken.any():
        row = first_row(broken)
        raise CannotCompute(f"exact binomial limits need whole denominators; row {row} has none")
