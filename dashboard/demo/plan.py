"""A demo department decided: people, months, counts, and a random stream for each later step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.demo.department import Department, Habits, draw_habits, staff_department
from dashboard.demo.effects import EFFECTS, Effects
from dashboard.demo.monthly_counts import (
    Counts,
    MonthlyCounts,
    draw_addenda,
    draw_monthly_counts,
)
from dashboard.demo.sections import Cells, exam_cells, shape_of
from dashboard.demo.timeline import Timeline, plan_timeline

SMALLEST_DEPARTMENT, LARGEST_DEPARTMENT = 5, 1000
SHORTEST, LONGEST = 6, 240


@dataclass(frozen=True, slots=True)
class Streams:
    """Independent random streams, so that a change to one step leaves the others' draws alone."""

    people: np.random.Generator
    habits: np.random.Generator
    counts: np.random.Generator
    reviews: np.random.Generator
    cases: np.random.Generator
    words: np.random.Generator
    feedback: np.random.Generator
    program: np.random.Generator
    addenda: np.random.Generator


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """Everything that is settled before the first row is drawn.

    addenda: reports addended, of the same shape as the exams of `counts`.
    """

    seed: int
    effects: Effects
    timeline: Timeline
    department: Department
    habits: Habits
    cells: Cells
    counts: MonthlyCounts
    addenda: Counts
    streams: Streams


def plan_demo(
    seed: int = 1,
    radiologists: int = 60,
    months: int = 60,
    effect: str = "planted",
    volume_scale: float = 1.0,
) -> DemoPlan:
    """Return the plan of a demo department; its counts are the ones its files will add up to.

    Cheap (under 0.1 s), so that the planted effects can be studied over many seeds without writing
    files. Raises ValueError for sizes out of range and KeyError for an unknown effect.
    """
    if not SMALLEST_DEPARTMENT <= radiologists <= LARGEST_DEPARTMENT:
        raise ValueError(f"radiologists: {SMALLEST_DEPARTMENT} to {LARGEST_DEPARTMENT}")
    if not SHORTEST <= months <= LONGEST:
        raise ValueError(f"months: {SHORTEST} to {LONGEST}")
    if volume_scale <= 0:
        raise ValueError("volume_scale: more than 0")
    effects = EFFECTS[effect]
    streams = _spawn(seed)
    shape = shape_of(radiologists)
    timeline = plan_timeline(months, shape.sites)
    department = staff_department(streams.people, shape, timeline.calendar)
    cells = exam_cells(shape)
    counts = draw_monthly_counts(
        streams.counts, cells, timeline, effects, radiologists, volume_scale
    )
    return DemoPlan(
        seed=seed,
        effects=effects,
        timeline=timeline,
        department=department,
        habits=draw_habits(streams.habits, department),
        cells=cells,
        counts=counts,
        addenda=draw_addenda(streams.addenda, counts.exams, timeline.calendar),
        streams=streams,
    )


def _spawn(seed: int) -> Streams:
    children = np.random.SeedSequence(seed).spawn(9)
    return Streams(*(np.random.Generator(np.random.PCG64(child)) for child in children))
