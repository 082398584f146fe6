"""Submitted cases as arrays: who put what forward about whose reading, and when."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.choosing_people import Nearness, keep_to_presence, prepare_draw
from dashboard.demo.effects import CASE_KINDS, THEMES
from dashboard.demo.plan import DemoPlan
from dashboard.demo.scored_reviews import READERS
from dashboard.demo.timeline import Rush, draw_days

SUBMITTERS = Nearness(same_site_and_section=1.0, same_site=0.10, same_section=0.12)
SUBMITTING_RUSH = Rush(weekend=0.3, month_end=3.5, month_end_days=3)
NO_INTERPRETER = 0.03
NO_THEME = -1
# Of a system issue's lessons, most are about the system and some about the protocol.
SYSTEM_ISSUE_IS_TECHNIQUE = 0.3
EXAM_LAG = 0.18

Column = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases of one month, in order of submission.

    `kind` and `theme` are places in CASE_KINDS and THEMES (-1: none); `interpreter` is -1 where it
    was nobody's reading; `minute` is of the day; days count from the first month.
    """

    site: Column
    cell: Column
    kind: Column
    theme: Column
    submitter: Column
    interpreter: Column
    day: Column
    minute: Column
    exam_day: Column


def draw_cases(plan: DemoPlan, month: int) -> Cases:
    """Return the cases that all sites submitted in `month`."""
    at_sites = [_draw_site(plan, month, site) for site in range(len(plan.department.shape.sites))]
    joined = {
        field.name: np.concatenate([getattr(cases, field.name) for cases in at_sites])
        for field in fields(Cases)
    }
    order = np.lexsort((joined["minute"], joined["day"]))
    return Cases(**{name: column[order] for name, column in joined.items()})


def _draw_site(plan: DemoPlan, month: int, site: int) -> Cases:
    stream, department = plan.streams.cases, plan.department
    kind, theme = _kinds_and_themes(plan, month, site)
    rows = len(kind)
    ready = plan.counts.exams[site, month] * plan.cells.readiness
    edges = np.cumsum(ready) / max(ready.sum(), 1.0)
    cell = np.searchsorted(edges, stream.random(rows), side="right").astype(np.int64)
    cell = np.minimum(cell, len(edges) - 1)
    section = plan.cells.section[cell]
    sites = np.full(rows, site, dtype=np.int64)

    live = np.array([plan.timeline.live(s, month) for s in range(len(department.shape.sites))])
    everyone = np.ones(len(department.radiologists))
    readers = prepare_draw(department, month, everyone, READERS, live)
    submitters = prepare_draw(department, month, plan.habits.submitting, SUBMITTERS, live)
    interpreter = readers.choose(stream, sites, section)
    nobody = (kind == CASE_KINDS.index("system_issue")) | (stream.random(rows) < NO_INTERPRETER)
    interpreter[nobody] = -1
    submitter = submitters.choose(stream, sites, section, other_than=interpreter)

    calendar = plan.timeline.calendar
    day = draw_days(stream, calendar, month, rows, SUBMITTING_RUSH)
    day = keep_to_presence(department, calendar, month, submitter, day)
    lag = stream.geometric(EXAM_LAG, rows) - 1
    joined = np.where(interpreter >= 0, department.joined[interpreter], department.joined.min())
    return Cases(
        site=sites,
        cell=cell,
        kind=kind,
        theme=theme,
        submitter=submitter,
        interpreter=interpreter,
        day=day,
        minute=stream.integers(7 * 60, 18 * 60 + 30, rows),
        exam_day=np.minimum(np.maximum(day - lag, joined), day),
    )


def _kinds_and_themes(plan: DemoPlan, month: int, site: int) -> tuple[Column, Column]:
    """Return the kind and theme of each case as counted, in a drawn order."""
    stream = plan.streams.cases
    of_kind = plan.counts.cases[site, month]
    kind = np.repeat(np.arange(len(CASE_KINDS)), of_kind)
    theme = np.full(len(kind), NO_THEME, dtype=np.int64)
    theme[: of_kind[0]] = np.repeat(np.arange(len(THEMES)), plan.counts.themes[site, month])
    issues = np.flatnonzero(kind == CASE_KINDS.index("system_issue"))
    technique = stream.random(len(issues)) < SYSTEM_ISSUE_IS_TECHNIQUE
    theme[issues] = np.where(technique, THEMES.index("technique"), THEMES.index("system"))
    order = stream.permutation(len(kind))
    return kind[order], theme[order]
