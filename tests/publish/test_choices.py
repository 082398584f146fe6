"""Of what would make a proof fail, the audit takes what costs readers least."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.publish.audit.choices import steps_against
from dashboard.publish.audit.equations import ALL, Equation
from dashboard.publish.audit.steps import Step, by_key, take
from dashboard.publish.ledger import OTHER
from dashboard.publish.plan import Family, Gated
from dashboard.publish.tables import Table
from tests.publish.test_tables import CATALOGUE, counted, even, place

KINDS = CATALOGUE.measures["case_kinds"]
SIZES = {"great_call": 3, "learning_opportunity": 4, "interesting_case": 2, "unclassified": 1}


def family(axis: str = "site", grain: str = "month") -> Family:
    """Return kinds of case in three units or the department, every one named month by month."""
    units = ("A", "B", "C") if axis == "site" else (ALL,)
    here = place(axis, units)
    rows = even(sum(SIZES.values()), len(units))
    kinds = counted(rows, {kind: even(size, len(units)) for kind, size in SIZES.items()})
    gated = Gated(
        CATALOGUE.bases["cases"],
        axis,
        units,
        (KINDS,),
        kinds,
        {KINDS.name: (kinds, None, None)},
        np.ones((len(units), 12), dtype=bool),
        {2025: here},
    )
    table = Table(grain, tuple((unit,) for unit in range(len(units))), (), 0.0)
    return Family(gated, here, "case_kind", (KINDS,), {KINDS.name: (table,)})


def number(of: Family, part: str | None = None, *, fixed: bool = False) -> Equation:
    axis = of.gated.axis
    members = () if axis == ALL else (0,)
    named = None if part is None else (KINDS.name, part)
    names = tuple(of.place.units[unit] for unit in members)
    return Equation(b"", axis, members, 0, 0, of.key, fixed, names, named)


def tables(of: Family) -> tuple[Table, ...]:
    return of.tables[KINDS.name]


def test_what_is_enough_and_cheapest_is_taken_and_nothing_is_changed_by_trying():
    by_site = family()
    before = dict(by_site.tables)
    proof = [number(by_site, "interesting_case")]

    def proved() -> bool:
        return "interesting_case" not in tables(by_site)[0].other

    found = steps_against(proof, by_key([by_site]), proved)
    assert found == (Step(by_site.key, "joined", (KINDS.name, "interesting_case")),)
    assert by_site.tables == before
    take(found[0], by_key([by_site]))
    assert not proved()


def test_a_coarser_grain_is_taken_where_it_is_enough_and_a_merge_would_cost_more():
    by_site = family()
    found = steps_against(
        [number(by_site)], by_key([by_site]), lambda: tables(by_site) == tables(family())
    )
    assert [step.done for step in found] == ["coarser"]


def test_what_is_enough_together_is_taken_without_what_is_needless():
    one, two = family(), family()
    two.gated = replace(two.gated, base=CATALOGUE.bases["reviews"])
    families = by_key([one, two])

    def proved() -> bool:
        return tables(one)[0].grain == "month" or tables(two)[0].grain == "month"

    found = steps_against([number(one), number(two)], families, proved)
    assert {(step.family, step.done) for step in found} == {
        (one.key, "coarser"),
        (two.key, "coarser"),
    }


def test_the_department_gives_way_last():
    by_site, department = family(), family(ALL)
    families = by_key([by_site, department])
    proof = [number(department, "interesting_case"), number(by_site)]
    (found,) = steps_against(proof, families, lambda: True)
    assert found.family == by_site.key


def test_what_was_published_before_and_the_usual_part_stay():
    department = family(ALL, "year")
    families = by_key([department])
    assert steps_against([number(department, fixed=True)], families, lambda: True) == ()
    usual = steps_against([number(department, "unclassified")], families, lambda: True)
    assert [step.done for step in usual] == ["coarser"]
    take(usual[0], families)
    assert not any(department.tables.values())


@pytest.mark.parametrize(
    ("part", "joins"), [(OTHER, "interesting_case"), ("great_call", "great_call")]
)
def test_what_is_shown_together_takes_in_the_rarest_part_that_is_named(part, joins):
    by_site = family()
    found = steps_against(
        [number(by_site, part)], by_key([by_site]), lambda: not tables(by_site)[0].other
    )
    assert found == (Step(by_site.key, "joined", (KINDS.name, joins)),)


def test_a_merge_joins_the_smallest_group_and_a_table_of_one_group_is_not_shown():
    by_site = family(grain="year")
    families = by_key([by_site])
    rows = even(10)
    rows[1] = rows[1] // 2
    by_site.gated = replace(by_site.gated, rows=counted(rows))
    assert by_site.smallest_with(("A",)) == (0, 1)
    take(Step(by_site.key, "merged", ("A", "B")), families)
    assert tables(by_site)[0].groups == ((0, 1), (2,))
    take(Step(by_site.key, "merged", ("A", "B", "C")), families)
    assert tables(by_site) == ()
    assert by_site.smallest_with(("A",)) == ()


def test_a_coarser_table_takes_in_what_any_of_its_periods_shows_together():
    running = family()
    (whole,) = tables(running)
    running.tables[KINDS.name] = (
        replace(whole, only=frozenset({0, 1})),
        replace(whole, groups=((0, 1), (2,)), other=("interesting_case",), only=frozenset({2})),
        replace(whole, grain="half", only=frozenset({5})),
    )
    running.coarsen()
    half, quarter = sorted(tables(running), key=lambda each: each.grain)
    assert (half.grain, half.only) == ("half", frozenset({5}))
    assert (quarter.grain, quarter.groups, quarter.only) == ("quarter", ((0, 1), (2,)), None)
    assert quarter.other == ("interesting_case",)
