"""Go on with the tables readers know: a year keeps its grain and groups, and so does the next.

A group that fails in one period is shown together with others in that period alone. A period
that cannot be shown so waits, and is left out in the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dashboard.measures.definition import Grain, Measure
from dashboard.publish.known import (
    Known,
    KnownPeriod,
    Periods,
    finest_grain,
    groups_known,
    other_parts,
)
from dashboard.publish.ledger import OTHER
from dashboard.publish.periods import GRAINS, Period
from dashboard.publish.plan import Family, Gated, by_column, families_of
from dashboard.publish.tables import Place, Table, composed, family_tables, groups_again


def planned(
    gated: Gated,
    year: int,
    known: Known,
    withdrawn: frozenset[tuple[str, str, int]] = frozenset(),
) -> list[Family]:
    """Return what is to be added to what is known of one base on one axis in one year.

    What was `withdrawn` whole (measure, axis and year) stays so.
    """
    place = gated.places.get(year)
    if place is None:
        return []
    base, axis = gated.base.name, gated.axis
    this_year = known.of(base, axis, year)
    shared = _table_of(this_year, place) if this_year else None
    found = []
    for about, measures in by_column(gated.measures):
        names = [measure.name for measure in measures]
        shown = known.of(base, axis, year, names)
        before = known.of(base, axis, year - 1, names)
        running = not _has_ended(place)
        if shown or (running and before):
            cut = _table_of(shown or before, place)
            family = _continued(
                gated, about, measures, _template(shown, before, running), cut, place
            )
            told = {name for name, _ in (*shown, *(before if running else ()))}
            family.tables |= _joining(gated, measures, told, cut, place)
            found.append(family)
        elif not any((name, axis, year) in withdrawn for name in names):
            found += families_of(gated, year, shared, [about])
    return [family for family in found if any(family.tables.values())]


def shown_again(gated: Gated, year: int, known: Known) -> list[Family]:
    """Return the tables that are known of one base on one axis in one year, as they are."""
    place = gated.places.get(year)
    if place is None:
        return []
    found = []
    for about, measures in by_column(gated.measures):
        shown = known.of(gated.base.name, gated.axis, year, [each.name for each in measures])
        tables = {each.name: tuple(_as_shown(each, shown, gated, place)) for each in measures}
        if any(tables.values()):
            found.append(Family(gated, place, about, measures, tables))
    return found


def _table_of(periods: Periods, place: Place) -> Table:
    return Table(finest_grain(periods), groups_known(periods, place.units), (), 0.0)


def _has_ended(place: Place) -> bool:
    return place.calendar.month(place.months[-1]).month == 12


def _template(shown: Periods, before: Periods, running: bool) -> Periods:
    """Return how the year is cut: as it is shown already and, where it is not, as the last was.

    A measure that is shown gains the coarser grains it had last year; one that is not waits for
    the end of the year, and is cut anew then.
    """
    names = {name for name, _ in shown}
    return shown | {
        pair: periods
        for pair, periods in before.items()
        if pair not in shown
        and (running if pair[0] not in names else _is_coarser(pair, shown, before))
    }


def _is_coarser(pair: tuple[str, Grain], shown: Periods, before: Periods) -> bool:
    """Return whether a grain of last year is coarser than those of this one, also last year's."""
    now, then = (
        {grain for name, grain in periods if name == pair[0]} for periods in (shown, before)
    )
    return now <= then and all(GRAINS.index(pair[1]) > GRAINS.index(grain) for grain in now)


def _joining(
    gated: Gated, measures: Sequence[Measure], told: set[str], cut: Table, place: Place
) -> dict[str, tuple[Table, ...]]:
    """Return tables of measures not `told` of, which join others: of whole groups of theirs."""
    new = [each.name for each in measures if each.name not in told]
    if not new:
        return {}
    pairs = [(each, gated.counts[each.name][0]) for each in measures]
    tables = family_tables(pairs, cut, place)
    return {name: tables.get(name, ()) for name in new}


def _continued(
    gated: Gated,
    about: str,
    measures: tuple[Measure, ...],
    template: Periods,
    cut: Table,
    place: Place,
) -> Family:
    """Return the family with the periods that are not shown yet, by the template's grains."""
    tables: dict[str, list[Table]] = {each.name: [] for each in measures}
    for grain in GRAINS:
        chosen = [each for each in measures if _goes_on(each, grain, template)]
        for period in place.periods(grain) if chosen else ():
            last = place.calendar.month(period.months[-1])
            fresh = [each for each in chosen if last not in template[each.name, grain]]
            for measure, table in _of_period(gated, fresh, template, cut.groups, place, period):
                tables[measure.name].append(table)
    return Family(gated, place, about, measures, {key: tuple(each) for key, each in tables.items()})


def _goes_on(measure: Measure, grain: Grain, template: Periods) -> bool:
    """Return whether a measure has tables of a grain; a year's median comes with its quarters."""
    if (measure.name, grain) not in template:
        return False
    finer = [other for name, other in template if name == measure.name and other != grain]
    return not (measure.kind == "duration" and grain == "year" and finer)


def _of_period(
    gated: Gated,
    measures: Sequence[Measure],
    template: Periods,
    units: tuple[tuple[int, ...], ...],
    place: Place,
    period: Period,
) -> Iterator[tuple[Measure, Table]]:
    """Yield the tables of one period: the groups known, more of them together where they fail."""
    if not measures:
        return
    one = replace(place, months=period.months)
    pairs = [(each, gated.counts[each.name][0]) for each in measures]
    groups = groups_again(gated.rows, pairs, units, one, period.grain)
    if groups is None:
        return
    cut = Table(period.grain, groups, (), 0.0, frozenset({period.months[-1]}))
    for measure, counted in pairs:
        if measure.kind != "composition":
            yield measure, cut
            continue
        joined = other_parts(template, measure.name, period.grain, counted.parts)
        table = composed(measure, counted, cut, one, joined)
        if table is not None:
            yield measure, table


def _as_shown(measure: Measure, shown: Periods, gated: Gated, place: Place) -> Iterator[Table]:
    """Yield the tables of a measure, one for all periods that are cut alike."""
    position = {unit: number for number, unit in enumerate(place.units)}
    parts = gated.counts[measure.name][0].parts
    for grain in GRAINS:
        if not _goes_on(measure, grain, shown):
            continue
        alike: dict[tuple[frozenset[tuple[str, ...]], tuple[str, ...]], set[int]] = {}
        for last, period in shown[measure.name, grain].items():
            key = (frozenset(period.groups), _other_of(period, parts))
            alike.setdefault(key, set()).add(place.calendar.position(last))
        for (groups, other), months in alike.items():
            cut = tuple(
                sorted(
                    tuple(sorted(position[one] for one in each if one in position))
                    for each in groups
                )
            )
            yield Table(grain, cut, other, 0.0, frozenset(months))


def _other_of(period: KnownPeriod, parts: Sequence[str]) -> tuple[str, ...]:
    if OTHER not in period.parts:
        return ()
    return tuple(part for part in parts if part not in period.parts)
