"""Unknowns of the audit: how many rows there may be in each cell of two axes.

An equation names one axis, so rows that agree on two axes can be told apart by a third only
through the totals they share. The cells of all four axes are therefore not needed: a target of
two axes is bounded exactly by the cells of those two, tied to the cells of site and section,
which the roster restricts, along the axis they share.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dashboard.publish.audit.counted import Codes, CountedRows

SITE_SECTION = ("site", "section")


@dataclass(frozen=True, slots=True)
class View:
    """Blocks of cells, each of two axes, and which cells are targets."""

    blocks: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, ...], ...]
    people: bool = False


VIEWS = (
    View((SITE_SECTION,), (("site",), ("section",), SITE_SECTION), people=True),
    View((("site", "modality"), SITE_SECTION), (("modality",), ("site", "modality"))),
    View((("section", "modality"), SITE_SECTION), (("section", "modality"),)),
    View(
        (("site", "patient_group"), SITE_SECTION), (("patient_group",), ("site", "patient_group"))
    ),
    View((("section", "patient_group"), SITE_SECTION), (("section", "patient_group"),)),
    View((("modality", "patient_group"),), (("modality", "patient_group"),)),
)


@dataclass(frozen=True)
class Roster:
    """Who could have read where in one year: people x sites and people x sections."""

    sites: NDArray[np.bool_]
    sections: NDArray[np.bool_]

    @cached_property
    def able(self) -> NDArray[np.bool_]:
        """Return sites x sections x people."""
        found: NDArray[np.bool_] = self.sites.T[:, None, :] & self.sections.T[None, :, :]
        return found


def roster_of(rows: CountedRows, home: dict[str, NDArray[np.bool_]], people: int) -> Roster:
    """Return who could have read where: at home there, or seen to.

    `home[axis]` is units x people. Whoever read at a site once could read at it again.
    """
    at = {}
    for axis in SITE_SECTION:
        read = np.zeros((people, len(rows.units[axis])), dtype=bool)
        named = rows.reader >= 0
        read[rows.reader[named], rows.unit[axis][named]] = True
        at[axis] = read | home[axis].T
    return Roster(at["site"], at["section"])


def cells_of(axes: tuple[str, str], rows: CountedRows, roster: Roster) -> Codes:
    """Return the cells of two axes in which there can be rows: cells x 2, as unit numbers."""
    sizes = tuple(len(rows.units[axis]) for axis in axes)
    if axes != SITE_SECTION:
        return np.stack(np.meshgrid(*map(np.arange, sizes), indexing="ij"), axis=-1).reshape(-1, 2)
    seen = np.zeros(sizes, dtype=bool)
    seen[rows.unit["site"], rows.unit["section"]] = True
    return np.argwhere(seen | roster.able.any(axis=2)).astype(np.int64)
