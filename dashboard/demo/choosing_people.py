"""Draw who read, reviewed or submitted: near colleagues often, far ones rarely, never oneself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.department import Department
from dashboard.demo.timeline import Calendar, Days

People = NDArray[np.int64]
# So that somebody can always be drawn, even where a small department has nobody near.
LAST_RESORT = 1e-9


@dataclass(frozen=True, slots=True)
class Nearness:
    """Weight of colleagues by what they share with the exam."""

    same_site_and_section: float
    same_site: float
    same_section: float


@dataclass(frozen=True, slots=True)
class Draw:
    """Cumulative weights of people (columns) for each site and section (sites x sections rows)."""

    edges: NDArray[np.float64]
    sections: int

    def choose(
        self,
        stream: np.random.Generator,
        site: NDArray[np.int64],
        section: NDArray[np.int64],
        other_than: People | None = None,
    ) -> People:
        """Return one person a row; never the one in `other_than` (-1 there forbids nobody)."""
        row = site * self.sections + section
        point = stream.random(len(row))
        if other_than is not None:
            point = self._step_over(point, row, other_than)
        people = self.edges.shape[1]
        ladder = (self.edges + np.arange(len(self.edges))[:, None]).ravel()
        chosen = np.searchsorted(ladder, point + row, side="right") - row * people
        chosen = np.clip(chosen, 0, people - 1).astype(np.int64)
        if other_than is not None:
            for i in np.flatnonzero(chosen == other_than):
                widths = np.diff(self.edges[row[i]], prepend=0.0)
                widths[chosen[i]] = 0.0
                chosen[i] = int(np.argmax(widths))
        return np.asarray(chosen, dtype=np.int64)

    def _step_over(
        self, point: NDArray[np.float64], row: NDArray[np.int64], taken: People
    ) -> NDArray[np.float64]:
        """Stretch points over the line with the taken person's stretch left out."""
        named = np.maximum(taken, 0)
        upper = self.edges[row, named]
        lower = np.where(named > 0, self.edges[row, np.maximum(named - 1, 0)], 0.0)
        width = np.where(taken >= 0, upper - lower, 0.0)
        shrunk = point * (1 - width)
        return np.asarray(np.where(shrunk >= lower, shrunk + width, shrunk))


def prepare_draw(
    department: Department,
    month: int,
    eagerness: NDArray[np.float64],
    nearness: Nearness,
    eligible: NDArray[np.bool_],
) -> Draw:
    """Return the weights of one month; people at sites not `eligible` are a last resort."""
    shape = department.shape
    sites, sections = len(shape.sites), len(shape.sections)
    weight = department.effort[:, month] * eagerness
    same_site = department.site[None, :] == np.arange(sites)[:, None]
    same_section = department.section[None, :, month] == np.arange(sections)[:, None]
    near = (
        nearness.same_site_and_section * same_site[:, None] * same_section[None]
        + nearness.same_site * same_site[:, None] * ~same_section[None]
        + nearness.same_section * ~same_site[:, None] * same_section[None]
    )
    allowed = np.where(eligible[department.site], near, 0.0) + LAST_RESORT
    edges = np.cumsum(allowed * weight, axis=2).reshape(sites * sections, -1)
    return Draw(edges / edges[:, -1:], sections)


def keep_to_presence(
    department: Department, calendar: Calendar, month: int, people: People, days: Days
) -> Days:
    """Return `days`, those when the person was away moved to the nearest day present."""
    start = calendar.start(month)
    moved = days.copy()
    for i in np.flatnonzero(~department.present[people, days]):
        here = np.flatnonzero(department.present[people[i], start : start + calendar.length(month)])
        if len(here):
            moved[i] = start + here[np.argmin(np.abs(start + here - days[i]))]
    return moved
