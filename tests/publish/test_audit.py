"""What the audit proves and merges, on a department small enough to work out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dashboard.publish.audit.counted import CountedRows
from dashboard.publish.audit.equations import ALL, Equation
from dashboard.publish.audit.scope import sets_beside
from dashboard.publish.audit.search import Search
from dashboard.publish.audit.targets import Wanted
from dashboard.publish.audit.views import VIEWS, Roster

EVERY = np.array([True, True])
HITS = np.array([False, True])
SITES, SECTIONS = ("A", "B"), ("X", "Y")
JANUARY = 2024 * 12


def rows(cells: dict[tuple[int, int, int], int]) -> CountedRows:
    """Return rows of one month by site, section and whether they are hits, each person once."""
    site, section, signature = (
        np.repeat(each, list(cells.values())) for each in zip(*cells, strict=True)
    )
    people = np.arange(len(site))
    nowhere = np.zeros(len(site), dtype=np.int64)
    return CountedRows(
        month=np.full(len(site), JANUARY),
        unit={"site": site, "section": section, "modality": nowhere, "patient_group": nowhere},
        units={
            "site": SITES,
            "section": SECTIONS,
            "modality": ("all",),
            "patient_group": ("all",),
        },
        person=people,
        other_person=people,
        signature=signature,
        rows=np.ones(len(site), dtype=np.int64),
        sets={"every": EVERY, "hits": HITS},
    )


def by(axis: str, *units: int) -> Equation:
    return Equation(HITS.tobytes(), axis, units, JANUARY, JANUARY, ("base", "about", axis), False)


def found(cells: dict[tuple[int, int, int], int], *equations: Equation):
    counted = rows(cells)
    people = len(counted.person)
    roster = Roster(np.ones((people, 2), dtype=bool), np.ones((people, 2), dtype=bool))
    wanted = Wanted(HITS, EVERY, 5, 3)
    return Search(wanted, VIEWS[0], counted, roster).proved(equations)


def test_two_margins_that_overlap_prove_a_cell():
    # 8 of 9 hits at A and 3 of 9 in Y: at least 2 lie in both, and two people stand behind them.
    cells = {(0, 0, 1): 6, (0, 1, 1): 2, (1, 1, 1): 1}
    proof = found(cells, by(ALL), by("site", 0), by("site", 1), by("section", 0), by("section", 1))
    assert proof is not None
    assert proof.least == 2.0
    assert {equation.axis for equation in proof.by} >= {"site"}


def test_one_axis_alone_proves_no_cell_of_two():
    cells = {(0, 0, 1): 6, (0, 1, 1): 2, (1, 1, 1): 6}
    assert found(cells, by(ALL), by("site", 0), by("site", 1)) is None


def test_a_group_of_few_people_is_proved_by_subtraction():
    cells = {(0, 0, 1): 6, (1, 1, 1): 2}
    proof = found(cells, by(ALL), by("site", 0))
    assert proof is not None
    assert proof.least == 2.0


def test_what_was_denied_is_not_asked_again_and_what_was_proved_is():
    cells = {(0, 0, 1): 6, (0, 1, 1): 2, (1, 0, 1): 6, (1, 1, 1): 1}
    counted = rows(cells)
    everybody = Roster(*np.ones((2, len(counted.person), 2), dtype=bool))
    search = Search(Wanted(HITS, EVERY, 5, 3), VIEWS[0], counted, everybody)
    finest = [by(ALL), *(by(axis, unit) for axis in ("site", "section") for unit in (0, 1))]
    proof = search.proved([*finest, by("site", 0), replace(by("site", 0), members=(0,))])
    assert proof is not None
    assert search.proved(finest) == proof
    assert search.proved([by(ALL), by("site", 0), by("site", 1)]) is None
    assert search.still_proved(proof.target, finest)
    assert not search.still_proved(proof.target, []), "nothing is left, so nothing is proved"


def test_a_set_that_cuts_across_tells_nothing():
    kinds = [np.array([left, right]) for left, right in ((1, 1), (1, 0))]
    target, whole = kinds[1].astype(bool), kinds[0].astype(bool)
    across = np.array([False, True])
    beside = sets_beside(target, [whole, target, across])
    assert {held.tobytes() for held in beside} == {
        held.tobytes() for held in (target, whole, across)
    }
    assert len(sets_beside(whole, [target])) == 1
