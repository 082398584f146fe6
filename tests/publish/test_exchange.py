"""What exchanges say can be nothing, a linear program must be able to make nothing."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.publish.audit.counted import CountedRows
from dashboard.publish.audit.equations import ALL, Equation
from dashboard.publish.audit.exchange import EitherWay
from dashboard.publish.audit.polytope import NONE, Polytope, equations_in
from dashboard.publish.audit.targets import Target
from dashboard.publish.audit.views import VIEWS, Roster, View

JANUARY = 2024 * 12
UNITS = {"site": 3, "section": 3, "modality": 4, "patient_group": 2}
SETS = {
    "every": np.array([True, True, True]),
    "hits": np.array([False, True, True]),
    "rare": np.array([False, False, True]),
}


def a_department(random: np.random.Generator, rows: int) -> CountedRows:
    """Return rows at random, of three kinds, in six months."""
    return CountedRows(
        month=JANUARY + random.integers(0, 6, rows),
        unit={axis: random.integers(0, units, rows) for axis, units in UNITS.items()},
        units={axis: tuple("ABCD"[:units]) for axis, units in UNITS.items()},
        person=random.integers(0, 6, rows),
        other_person=np.full(rows, -1),
        signature=random.choice(3, rows, p=(0.6, 0.3, 0.1)),
        rows=random.integers(1, 3, rows),
        sets=SETS,
    )


def a_roster(random: np.random.Generator, rows: CountedRows) -> Roster:
    """Return who could have read where: not everybody everywhere, but all who did."""
    sites, sections = random.random((6, 3)) < 0.3, random.random((6, 3)) < 0.3
    sites[rows.person, rows.unit["site"]] = True
    sections[rows.person, rows.unit["section"]] = True
    return Roster(sites, sections)


def published(random: np.random.Generator) -> list[Equation]:
    """Return the totals by month, and for each axis and set a table by some grain and groups."""
    found = []
    for held in SETS.values():
        found += [_equation(held, ALL, (), month, month) for month in range(6)]
        for axis, units in UNITS.items():
            length = int(random.choice((1, 2, 3, 6)))
            group = random.integers(0, 3, units)
            found += [
                _equation(held, axis, np.flatnonzero(group == each), first, first + length - 1)
                for each in np.unique(group)
                for first in range(0, 6, length)
            ]
    return found


def _equation(held, axis: str, units, first: int, last: int) -> Equation:
    members = tuple(int(unit) for unit in units)
    table = ("base", "about", axis)
    return Equation(held.tobytes(), axis, members, JANUARY + first, JANUARY + last, table, False)


def targets_in(random: np.random.Generator, polytope: Polytope) -> list[Target]:
    """Return cells of the first block, one by one and by unit, in windows at random."""
    cells = polytope.blocks[0].cells
    chosen = [np.array([each]) for each in range(len(cells))]
    chosen += [
        np.flatnonzero(cells[:, axis] == unit)
        for axis in (0, 1)
        for unit in np.unique(cells[:, axis])
    ]
    targets = []
    for where in chosen:
        first, last = sorted(random.choice(polytope.spans, 2))
        held = list(SETS.values())[random.integers(1, 3)]
        targets.append(Target(held, where, int(first), int(last)))
    return targets


def least(target: Target, polytope: Polytope) -> float:
    cost = np.zeros(polytope.size)
    cost[target.unknowns(polytope)] = 1.0
    return float(cost @ polytope.least(cost)[0])


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: " x ".join(view.blocks[0]))
def test_what_can_be_exchanged_away_can_be_nothing(view: View):
    """On departments at random, of few rows and many, with every grain and every grouping."""
    random = np.random.default_rng(1)
    emptied = proved = 0
    for count in (12, 40, 120):
        rows = a_department(random, count)
        roster = a_roster(random, rows)
        polytope = Polytope(
            view, list(SETS.values()), equations_in(view, published(random)), rows, roster
        )
        exchanges = EitherWay(polytope, rows)
        for target in targets_in(random, polytope):
            can = exchanges.can_empty(target.cells, target.slices(polytope))
            fewest = least(target, polytope)
            proved += fewest > NONE
            emptied += can
            assert not (can and fewest > NONE), (target, fewest)
    assert emptied > 10
    assert proved


def test_a_row_that_nobody_else_could_have_had_stays():
    """One row, at the only site and section there is: no exchange moves it."""
    rows = CountedRows(
        month=np.array([JANUARY]),
        unit={axis: np.zeros(1, dtype=np.int64) for axis in UNITS},
        units={axis: ("A",) for axis in UNITS},
        person=np.array([0]),
        other_person=np.array([-1]),
        signature=np.array([1]),
        rows=np.array([1]),
        sets=SETS,
    )
    roster = Roster(np.ones((1, 1), dtype=bool), np.ones((1, 1), dtype=bool))
    polytope = Polytope(
        VIEWS[0], [SETS["hits"]], [_equation(SETS["hits"], ALL, (), 0, 0)], rows, roster
    )
    target = Target(SETS["hits"], np.array([0]), JANUARY, JANUARY)
    assert not EitherWay(polytope, rows).can_empty(target.cells, target.slices(polytope))
