"""Whether a number is the ledger's: a row of it, or a sum of rows of one of its tables.

Written apart from the product's look-up, on the ledger read straight from its file.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
KEY = 2**32
"""Two numbers to a thousandth stand in one: numerator times this, plus denominator."""
MOST_PARTS = 12


@dataclass(frozen=True)
class Told:
    """A number of a reply: of whose units, over which months (ISO, 2024-01), and its counts.

    measure: None if the reply does not say. member: the label, units joined by " + "; None if
    the reply does not say. part: None for a whole, "" if the reply does not say.
    """

    numerator: float
    denominator: float
    first: str
    last: str
    measure: str | None = None
    axis: str | None = None
    member: str | None = None
    part: str | None = ""
    grain: str | None = None
    median: float | None = None


@dataclass(frozen=True)
class Table:
    """One measure on one axis: arrays of equal length, an entry a ledger row."""

    first: np.ndarray
    last: np.ndarray
    grain: np.ndarray
    part: np.ndarray
    group: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    median: np.ndarray
    groups: tuple[frozenset[str], ...]

    def holds(self, told: Told, units: frozenset[str] | None) -> bool:
        """Return whether one period of the table gives these counts for these units."""
        # A year in which a unit was covered from July on begins in July.
        inside = (self.first >= told.first) & (self.last <= told.last)
        at = inside & (self.grain == told.grain)
        for chosen in self._of_units(at, units):
            of_part = chosen & self._part(told.part)
            if not of_part.any() or not self._same_median(of_part, told.median):
                continue
            if close(self.numerator[of_part].sum(), told.numerator) and close(
                added(self.denominator[of_part]), told.denominator
            ):
                return True
        return False

    def adds_up(self, told: Told, units: frozenset[str] | None) -> bool:
        """Return whether the counts are the sum of some grain a year inside the months."""
        at = (self.first >= told.first) & (self.last <= told.last)
        return any(
            self._sums_to(of_grain, told)
            for chosen in self._of_units(at, units)
            for of_grain in self._one_grain_a_year(chosen)
        )

    def _sums_to(self, chosen: np.ndarray, told: Told) -> bool:
        parts = sorted({str(part) for part in self.part[chosen]})
        each = [self.numerator[chosen & (self.part == part)].sum() for part in parts]
        # Every part stands over the same whole, so the whole is the part of most periods.
        wholes = [added(self.denominator[chosen & (self.part == part)]) for part in parts]
        whole = max(wholes, default=float("nan"))
        if not close(whole, told.denominator):
            return False
        return any(close(sum_, told.numerator) for sum_ in subset_sums(each))

    def _of_units(self, at: np.ndarray, units: frozenset[str] | None) -> Iterator[np.ndarray]:
        """Yield the rows of the units, which no group may straddle; of each group if not said."""
        there = set(self.group[at])
        if units is not None:
            inside = [group for group in there if self.groups[group] <= units]
            cut = any(
                self.groups[group] & units and not self.groups[group] <= units for group in there
            )
            if inside and not cut:
                yield at & np.isin(self.group, inside)
            return
        yield at
        for union in self._unions:
            inside = [group for group in there if self.groups[group] <= union]
            if inside and len(inside) < len(there):
                yield at & np.isin(self.group, inside)

    @cached_property
    def _unions(self) -> set[frozenset[str]]:
        """Each unit with all it was shown together with, over any stretch of years."""
        years = np.array([int(text[:4]) for text in self.first])
        stretches = itertools.combinations_with_replacement(sorted(set(years)), 2)
        return {
            union
            for first, last in stretches
            for union in joined([
                self.groups[group]
                for group in set(self.group[(first <= years) & (years <= last)])
            ])
        }  # fmt: skip

    def _one_grain_a_year(self, chosen: np.ndarray) -> Iterator[np.ndarray]:
        years = np.array([text[:4] for text in self.first])
        months = np.array([MONTHS[grain] for grain in self.grain])
        there = {(year, month) for year, month in zip(years[chosen], months[chosen], strict=True)}
        by_year: dict[str, set[int]] = {}
        for year, month in there:
            by_year.setdefault(year, set()).add(month)
        if all(len(grains) == 1 for grains in by_year.values()):
            yield chosen
            return
        for grains in itertools.product(*by_year.values()):
            wanted = set(zip(by_year, grains, strict=True))
            pairs = zip(years, months, strict=True)
            yield chosen & np.array([pair in wanted for pair in pairs])
        for grain in sorted({month for _, month in there}):
            yield chosen & (months == grain)

    def _part(self, part: str | None) -> np.ndarray:
        return self.part == (part or "")

    def _same_median(self, at: np.ndarray, median: float | None) -> bool:
        """A median is a ledger row's own; there is no sum of medians."""
        if median is None:
            return True
        if int(at.sum()) > 1:
            return bool(np.isnan(median))
        return close(self.median[at][0], median)


@dataclass(frozen=True)
class Ledger:
    """The published tables a reply may come from, as frames, and the words for their units."""

    tables: Mapping[str, pd.DataFrame]
    words: Mapping[tuple[str, str], str]
    """The code of a unit, by axis and word in small letters."""

    def traces(self, told: Told) -> bool:
        """Return whether the numbers are a row of the ledger or a sum of rows of one table."""
        return any(
            table.adds_up(told, self._units(told.member, axis))
            if told.grain is None
            else table.holds(told, self._units(told.member, axis))
            for (measure, axis), table in self.by_table.items()
            if told.measure in (None, measure) and told.axis in (None, axis)
        )

    def is_some_sum(self, numerator: float, denominator: float) -> bool:
        """Return whether the pair is a sum over some months and units of one table."""
        key = np.int64(round(numerator * 1000) * KEY + round(denominator * 1000))
        place = int(np.searchsorted(self._every_sum, key))
        return place < len(self._every_sum) and bool(self._every_sum[place] == key)

    @cached_property
    def measures(self) -> dict[str, dict[str, object]]:
        """The definitions, by measure."""
        rows = self.tables["measures"]
        return {
            str(name): json.loads(text)
            for name, text in zip(rows["name"], rows["definition"], strict=True)
        }

    @cached_property
    def by_table(self) -> dict[tuple[str, str], Table]:
        """Each measure's tables, by axis."""
        rows = self.tables["ledger"]
        return {
            (str(measure), str(axis)): _table(of_table)
            for (measure, axis), of_table in rows.groupby(["measure", "axis"])
        }

    @cached_property
    def counts(self) -> set[str]:
        """Every whole number of a sum, as it is printed."""
        numbers = np.unique(np.concatenate([self._every_sum // KEY, self._every_sum % KEY]))
        return {str(number // 1000) for number in numbers if number % 1000 == 0}

    @cached_property
    def _every_sum(self) -> np.ndarray:
        keys = [keys for table in self.by_table.values() for keys in _stretches_of(table)]
        return np.unique(np.concatenate(keys))

    def _units(self, member: str | None, axis: str) -> frozenset[str] | None:
        if member is None:
            return None
        return frozenset(
            self.words.get((axis, word.casefold()), word) for word in member.split(" + ")
        )


def read_ledger(published: Path) -> Ledger:
    """Return what the readers' file at `published` holds; give it a copy that nobody writes to."""
    with duckdb.connect(str(published), read_only=True) as connection:
        names = ("ledger", "measures", "events", "targets", "vocabularies")
        tables = {name: connection.execute(f"from {name}").df() for name in names}
    coded = tables["vocabularies"]
    words = {
        (str(axis), str(label).casefold()): str(code)
        for axis, label, code in zip(
            coded["vocabulary"], coded["label"], coded["code"], strict=True
        )
    }
    return Ledger(tables, words)


def _table(rows: pd.DataFrame) -> Table:
    keys = [frozenset(members) for members in rows["members"]]
    groups = tuple(dict.fromkeys(keys))
    place = {group: position for position, group in enumerate(groups)}
    return Table(
        first=pd.to_datetime(rows["from_month"]).dt.strftime("%Y-%m").to_numpy(dtype=str),
        last=pd.to_datetime(rows["to_month"]).dt.strftime("%Y-%m").to_numpy(dtype=str),
        grain=rows["grain"].to_numpy(dtype=str),
        part=rows["part"].fillna("").to_numpy(dtype=str),
        group=np.array([place[key] for key in keys]),
        numerator=rows["numerator"].to_numpy(dtype=float),
        denominator=rows["denominator"].to_numpy(dtype=float),
        median=rows["median"].to_numpy(dtype=float),
        groups=groups,
    )


def joined(groups: list[frozenset[str]]) -> list[frozenset[str]]:
    """Return the groups with those that share a unit made one."""
    apart: list[frozenset[str]] = []
    for group in groups:
        sharing = [one for one in apart if one & group]
        apart = [one for one in apart if not one & group]
        apart.append(group.union(*sharing))
    return apart


def added(numbers: np.ndarray) -> float:
    """Return the sum of what is there; nan if nothing is."""
    there = numbers[~np.isnan(numbers)]
    return float(there.sum()) if len(there) else float("nan")


def close(one: float, other: float) -> bool:
    """Return whether two numbers are the same to nine digits, or both missing."""
    if np.isnan(one) or np.isnan(other):
        return bool(np.isnan(one) and np.isnan(other))
    return bool(abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other)))


def subset_sums(numbers: list[float]) -> Iterable[float]:
    """Return the sums of the parts' subsets; a table without parts has one."""
    if len(numbers) < 2:
        return numbers
    sums = np.zeros(1)
    for number in numbers[:MOST_PARTS]:
        sums = np.unique(np.concatenate([sums, sums + number]))
    return [float(sum_) for sum_ in sums]


def _stretches_of(table: Table) -> Iterator[np.ndarray]:
    """Keys of the sums over every stretch of periods: of each group, of all, of joined groups."""
    everything = np.ones(len(table.first), dtype=bool)
    for of_grain in table._one_grain_a_year(everything):
        for part in {*table.part, None}:
            at = of_grain if part is None else of_grain & (table.part == part)
            for chosen in table._of_units(at, None):
                if chosen.any():
                    yield _stretches(table, chosen, part is None)
                if part is None and len(set(table.part[chosen])) > 2:
                    yield _rest_of_stretches(table, chosen)


def _stretches(table: Table, chosen: np.ndarray, every_part: bool) -> np.ndarray:
    periods, place = np.unique(table.first[chosen], return_inverse=True)
    numerators = np.bincount(place, table.numerator[chosen], len(periods))
    wholes = np.nan_to_num(table.denominator[chosen])
    if every_part:
        seen: dict[tuple[int, int], float] = dict(
            zip(zip(place, table.group[chosen], strict=True), wholes, strict=True)
        )
        place, wholes = np.array([key[0] for key in seen], dtype=int), np.array([*seen.values()])
    denominators = np.bincount(place, wholes, len(periods))
    numerator = np.concatenate([[0.0], numerators.cumsum()])
    denominator = np.concatenate([[0.0], denominators.cumsum()])
    first, last = np.triu_indices(len(numerator), 1)
    tops = np.rint((numerator[last] - numerator[first]) * 1000).astype(np.int64)
    return tops * KEY + np.rint((denominator[last] - denominator[first]) * 1000).astype(np.int64)


def _rest_of_stretches(table: Table, chosen: np.ndarray) -> np.ndarray:
    """Keys of "other" over each stretch: all but the parts with a name in every period of it."""
    periods, at = np.unique(table.first[chosen], return_inverse=True)
    parts, of = np.unique(table.part[chosen], return_inverse=True)
    shape = (len(parts), len(periods) + 1)
    counts, there, wholes = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    np.add.at(counts, (of, at + 1), table.numerator[chosen])
    np.add.at(wholes, (of, at + 1), np.nan_to_num(table.denominator[chosen]))
    np.maximum.at(there, (of, at + 1), 1.0)
    there[parts == "other"] = 0
    counts, there = counts.cumsum(axis=1), there.cumsum(axis=1)
    whole = wholes.max(axis=0).cumsum()
    first, last = np.triu_indices(shape[1], 1)
    named = there[:, last] - there[:, first] == last - first
    rest = ((counts[:, last] - counts[:, first]) * ~named).sum(axis=0)
    tops = np.rint(rest * 1000).astype(np.int64)
    return tops * KEY + np.rint((whole[last] - whole[first]) * 1000).astype(np.int64)
