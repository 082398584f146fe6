"""Audit one year: merge what would prove something of a few people, until nothing does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dashboard.measures.definition import Measure
from dashboard.publish.audit.choices import steps_against
from dashboard.publish.audit.counted import CountedRows, hits, part, whole
from dashboard.publish.audit.equations import Equation, Shown, equations_of
from dashboard.publish.audit.search import Search
from dashboard.publish.audit.steps import Step, by_key, take
from dashboard.publish.audit.targets import Target, Wanted
from dashboard.publish.audit.views import VIEWS, roster_of
from dashboard.publish.plan import Family
from dashboard.publish.policy import DisclosurePolicy

SUBMITTED = "cases"
"""The base whose department totals are known month by month, from participation."""


def audit_year(
    families: Sequence[Family],
    rows: CountedRows,
    home: dict[str, NDArray[np.bool_]],
    told: Callable[[float], None] = lambda share: None,
    *,
    beside: Sequence[Family] = (),
) -> tuple[Step, ...]:
    """Change the families until no target must have a row; return the changes, in order.

    `rows` are those of the year, `home` says who was at home where, `told` is told the share
    done. `beside` are shown already, and stay. What is merged stays safe by the rules for each
    table: they hold for two groups together when they hold for each.
    """
    if not families or not len(rows.month):
        return ()
    people = next(iter(home.values())).shape[1]
    roster = roster_of(rows, home, people)
    named = by_key(families)
    steps: list[Step] = []

    def now() -> list[Equation]:
        return equations_of(_shown(families, beside, rows), rows)

    equations = now()
    every = list(_wanted([*families, *beside], rows))
    for position, wanted in enumerate(every):
        told(position / len(every))
        for view in VIEWS:
            search = Search(wanted, view, rows, roster)
            while found := search.proved(equations):
                proved = partial(_is_proved, search, found.target, now)
                changes = steps_against(found.by, named, proved)
                if not changes:
                    break
                for step in changes:
                    take(step, named)
                steps += changes
                equations = now()
    told(1.0)
    return tuple(steps)


def _is_proved(search: Search, target: Target, now: Callable[[], list[Equation]]) -> bool:
    return search.still_proved(target, now())


def _shown(
    families: Sequence[Family], beside: Sequence[Family], rows: CountedRows
) -> Iterator[Shown]:
    for family in families:
        yield from family.shown()
    for family in beside:
        yield from (replace(number, fixed=True) for number in family.shown())
    yield from _known_totals([*families, *beside], rows)


def _known_totals(families: Sequence[Family], rows: CountedRows) -> Iterator[Shown]:
    """Yield how many cases there were month by month: participation is live and says it."""
    counted = next(
        (
            measure
            for family in families
            for measure in family.measures
            if measure.base == SUBMITTED and measure.kind == "count"
        ),
        None,
    )
    if counted is not None:
        for month in np.unique(rows.month):
            yield Shown(counted, "all", (), int(month), int(month), (SUBMITTED, "", ""), fixed=True)


def _wanted(families: Sequence[Family], rows: CountedRows) -> Iterator[Wanted]:
    """Yield each set of rows to protect, once."""
    seen: set[bytes] = set()
    for base, about in sorted({family.key[:2] for family in families}):
        beside = [family for family in families if family.key[:2] == (base, about)]
        measures = list({m.name: m for family in beside for m in family.measures}.values())
        policy = beside[0].place.policy
        for wanted in (each for measure in measures for each in _sets(measure, rows, policy)):
            if wanted.held.tobytes() not in seen and wanted.held[rows.signature].any():
                seen.add(wanted.held.tobytes())
                yield wanted


def _sets(measure: Measure, rows: CountedRows, policy: DisclosurePolicy) -> Iterator[Wanted]:
    everything = rows.set(whole(measure))
    yield Wanted(everything, everything, policy.people, 0)
    few = policy.numerator_people(measure.sensitivity)
    if measure.kind in ("proportion", "duration"):
        hit = rows.set(hits(measure))
        yield Wanted(hit, everything, policy.people, few)
        if measure.sensitivity == "content":
            yield Wanted(everything & ~hit, everything, policy.people, few)
    elif measure.kind == "composition":
        prefix = part(measure, "")
        for name, held in rows.sets.items():
            if name.startswith(prefix) and name != part(measure, measure.unremarkable):
                yield Wanted(held, everything, policy.people, few)
