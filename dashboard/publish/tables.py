"""Decide what may be shown: for each base, axis and year the grain, the groups and the parts.

Groups are fixed for a year and shared by the measures of a base; measures about one column
share theirs. docs/disclosure.md gives the argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dashboard.measures.definition import Grain, Measure
from dashboard.publish.counting import Counted, over_periods, sum_of
from dashboard.publish.grouping import Group, safe_groups, safe_parts
from dashboard.publish.periods import GRAINS, Calendar, Period
from dashboard.publish.policy import DisclosurePolicy
from dashboard.publish.rules import base_rule, numerator_rule


@dataclass(frozen=True, slots=True)
class Place:
    """One axis in one year: the months, who is rostered where (units x people), the policy."""

    axis: str
    units: tuple[str, ...]
    calendar: Calendar
    months: tuple[int, ...]
    rostered: NDArray[np.bool_]
    policy: DisclosurePolicy
    small_department: bool

    def grains(self) -> tuple[Grain, ...]:
        """Return the grains that have a period in this year, finest first."""
        allowed: tuple[Grain, ...] = ("year",) if self.small_department else GRAINS
        return tuple(grain for grain in allowed if self.periods(grain))

    def periods(self, grain: Grain) -> tuple[Period, ...]:
        """Return the year's periods of one grain."""
        return self.calendar.periods(self.months, grain)


@dataclass(frozen=True, slots=True)
class Table:
    """What may be shown of some measures on one axis in one year.

    `other` names the parts of a composition that are shown together as "other"; `together` is
    the share of rows that lose their unit or part that way. `only` holds the last months of the
    periods it is shown in, None for every period of the year.
    """

    grain: Grain
    groups: tuple[Group, ...]
    other: tuple[str, ...]
    together: float
    only: frozenset[int] | None = None


Family = Sequence[tuple[Measure, Counted]]
MOST_UNNAMED = 0.5
"""A table by which most rows have lost their names tells too little to be worth its grain."""


def base_table(counted: Counted, place: Place) -> Table | None:
    """Return the finest safe cut of a base's rows; None if the axis cannot be shown."""
    units = tuple((position,) for position in range(len(place.units)))

    def cut(grain: Grain) -> Table | None:
        sizes = _sizes(counted, units, place)
        groups = safe_groups(units, sizes, lambda group: _rows_safe(counted, group, place, grain))
        return _offered(groups, sizes, units, place, grain)

    return _finest([cut(grain) for grain in place.grains()], place)


def family_tables(family: Family, base: Table, place: Place) -> dict[str, tuple[Table, ...]]:
    """Return for each measure about one column its finest safe cut, made of whole base groups.

    They share their groups, or they could be subtracted from one another. A composition may
    take a coarser grain than the shares beside it, so that rare parts keep their names; the
    department then also gets the frequent parts by the finer grain.
    """
    grains = [grain for grain in place.grains() if GRAINS.index(grain) >= GRAINS.index(base.grain)]
    plain = [(measure, counted) for measure, counted in family if measure.kind != "composition"]
    wholes = [(measure, counted) for measure, counted in family if measure.kind == "composition"]
    if not plain:
        return {
            measure.name: _two_grains(
                [composed(measure, counted, _cut(family, base, place, g), place) for g in grains],
                place,
            )
            for measure, counted in wholes
        }
    shared = _finest([_cut(family, base, place, grain) for grain in grains], place)
    if shared is None:
        return {}
    found: dict[str, tuple[Table, ...]] = {measure.name: (shared,) for measure, _ in plain}
    coarser = [grain for grain in grains if GRAINS.index(grain) >= GRAINS.index(shared.grain)]
    for measure, counted in wholes:
        cuts = [composed(measure, counted, replace(shared, grain=g), place) for g in coarser]
        found[measure.name] = _two_grains(cuts, place)
    return found


def groups_again(
    rows: Counted, family: Family, units: Sequence[Group], place: Place, grain: Grain
) -> tuple[Group, ...] | None:
    """Return groups that were shown before, those together that are not safe in `place` alone.

    None where no table can be had so.
    """
    groups = safe_groups(
        units,
        _sizes(rows, units, place),
        lambda group: (
            _rows_safe(rows, group, place, grain) and _family_safe(family, group, place, grain)
        ),
    )
    return None if groups is None or (place.axis != "all" and len(groups) < 2) else groups


def _two_grains(cuts: Sequence[Table | None], place: Place) -> tuple[Table, ...]:
    """Return the cut in which parts keep their names and, for the department, a finer one."""
    named = _finest(cuts, place)
    if named is None:
        return ()
    finer = next(
        cut for cut in cuts if cut is not None and (cut is named or cut.together <= MOST_UNNAMED)
    )
    return (named,) if finer is named or place.axis != "all" else (finer, named)


def _finest(cuts: Sequence[Table | None], place: Place) -> Table | None:
    """Choose among cuts, finest first: merging at most a little more than the coarsest does."""
    tables = [table for table in cuts if table is not None]
    if not tables:
        return None
    most = tables[-1].together + place.policy.shown_together
    return next(table for table in tables if table.together <= most)


def _cut(family: Family, base: Table, place: Place, grain: Grain) -> Table | None:
    largest = max((counted for _, counted in family), key=lambda counted: int(counted.total.sum()))
    sizes = _sizes(largest, base.groups, place)
    groups = safe_groups(
        base.groups, sizes, lambda group: _family_safe(family, group, place, grain)
    )
    return _offered(groups, sizes, base.groups, place, grain)


def composed(
    measure: Measure,
    counted: Counted,
    cut: Table | None,
    place: Place,
    joined: Sequence[str] = (),
) -> Table | None:
    """Return a cut with the parts that must be shown together; None if no part may be shown.

    The parts `joined` are among them in any case.
    """
    if cut is None:
        return None
    months = list(place.months)
    sizes = {part: float(counted.hit_total[part][:, months].sum()) for part in counted.parts}
    other = safe_parts(
        counted.parts,
        sizes,
        lambda parts: (
            tuple(parts) == (measure.unremarkable,)
            or all(
                _hits_safe(measure, counted, parts, group, place, cut.grain) for group in cut.groups
            )
        ),
        joined,
    )
    if other is None:
        return None
    # Where nearly all scores concur, what matters is how much of the rest keeps its name.
    rest = sum(sizes.values()) - max(sizes.values(), default=0.0)
    unnamed = sum(sizes[part] for part in other) / rest if rest else 0.0
    return replace(cut, other=other, together=cut.together + (1 - cut.together) * min(1.0, unnamed))


def _offered(
    groups: tuple[Group, ...] | None,
    sizes: Sequence[float],
    units: Sequence[Group],
    place: Place,
    grain: Grain,
) -> Table | None:
    if groups is None or (place.axis != "all" and len(groups) < 2):
        return None
    merged = [group for group in groups if len(group) > 1]
    size = dict(zip(units, sizes, strict=True))
    together = sum(size[unit] for unit in units if any(unit[0] in group for group in merged))
    return Table(grain, groups, (), together / (sum(sizes) or 1.0))


def _sizes(counted: Counted, units: Sequence[Group], place: Place) -> list[float]:
    months = list(place.months)
    return [float(counted.total[list(unit)][:, months].sum()) for unit in units]


def _of_group(
    counts: NDArray[np.int64], group: Group, periods: tuple[Period, ...]
) -> NDArray[np.int64]:
    return over_periods(counts[list(group)].sum(axis=0), periods)


def rostered_in(counted: Counted, group: Group, place: Place) -> int:
    """Return how many people could have been behind the rows of a group."""
    # Whoever contributed could have: visiting radiologists count beside those at home there.
    could = place.rostered[list(group)].any(axis=0)
    for rows in counted.rows:
        could = could | (rows[list(group)][:, :, list(place.months)].sum(axis=(0, 2)) > 0)
    return int(could.sum())


def _rows_safe(
    counted: Counted, group: Group, place: Place, grain: Grain, least_rows: int = 0
) -> bool:
    periods = place.periods(grain)
    rows = _of_group(counted.total, group, periods)
    roles = [_of_group(role, group, periods) for role in counted.rows]
    safe = base_rule(roles, rows, rostered_in(counted, group, place), place.policy)
    return bool((safe & ((rows == 0) | (rows >= least_rows))).all())


def _family_safe(family: Family, group: Group, place: Place, grain: Grain) -> bool:
    for measure, counted in family:
        least = place.policy.duration_rows if measure.kind == "duration" else 0
        if not _rows_safe(counted, group, place, grain, least):
            return False
    shares = [(measure, counted) for measure, counted in family if measure.kind == "proportion"]
    return all(
        _hits_safe(measure, counted, [""], group, place, grain) for measure, counted in shares
    ) and all(
        _difference_safe(one, two, group, place, grain) for one, two in combinations(shares, 2)
    )


def _hits_safe(
    measure: Measure,
    counted: Counted,
    parts: Sequence[str],
    group: Group,
    place: Place,
    grain: Grain,
) -> bool:
    people = place.policy.numerator_people(measure.sensitivity)
    if not people or not counted.rows:  # without rows, or names in them, there is nobody to hide
        return True
    periods = place.periods(grain)
    rows = [_of_group(role, group, periods) for role in counted.rows]
    hits = [
        _of_group(sum_of([counted.hits[part][role] for part in parts]), group, periods)
        for role in range(len(rows))
    ]
    rostered = rostered_in(counted, group, place)
    safe = numerator_rule(hits, rows, people, rostered, place.policy)
    if measure.sensitivity == "content" and measure.kind == "proportion":
        # That all but one did says of the one that he did not: the other side is content too.
        # Nobody at all is shown, as any zero is.
        rest = [row - hit for row, hit in zip(rows, hits, strict=True)]
        nobody = hits[0].sum(axis=0) == 0
        safe = safe & (nobody | numerator_rule(rest, rows, people, rostered, place.policy))
    return bool(safe.all())


def _difference_safe(
    one: tuple[Measure, Counted],
    two: tuple[Measure, Counted],
    group: Group,
    place: Place,
    grain: Grain,
) -> bool:
    """Judge what two nested shares tell by subtraction: 2a and above less 2b and above is 2a."""
    people = place.policy.numerator_people(one[0].sensitivity)
    periods = place.periods(grain)
    hits_one = [_of_group(role, group, periods) for role in one[1].hits[""]]
    hits_two = [_of_group(role, group, periods) for role in two[1].hits[""]]
    difference = [a - b for a, b in zip(hits_one, hits_two, strict=True)]
    if all((each <= 0).all() for each in difference):
        difference = [-each for each in difference]
    if not people or not all((each >= 0).all() for each in difference):
        return True
    rows = [_of_group(role, group, periods) for role in one[1].rows]
    rostered = rostered_in(one[1], group, place)
    return bool(numerator_rule(difference, rows, people, rostered, place.policy).all())
