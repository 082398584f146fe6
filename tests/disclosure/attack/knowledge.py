"""What an insider with the whole ledger knows of one year: a linear program.

An unknown is how many rows there are of one kind (which of the chosen sets hold it) in one site,
section, modality, patient group and span of months; there are none where the roster has nobody.
Each published number is one equation. Every data set that agrees with what was published is a
point of this polytope.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix

from dashboard.measures.catalogue import Catalogue
from tests.disclosure.attack.raw import AXES, HITS, WHOLE, Raw

NONE = 1e-6
CROSS = " x "  # a table of two axes, as only a broken gate has it
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Number:
    """One published number: over which set of rows, units and months, and what it says."""

    held: bytes
    axis: str
    members: frozenset[str]
    first: int
    last: int
    value: float


def numbers_of(ledger: pd.DataFrame, raw: Raw, catalogue: Catalogue, year: int) -> list[Number]:
    """Return every number of one year; a share gives two, what it counts and what it counts of."""
    lines = ledger[ledger["from_month"].dt.year == year]
    found = []
    for line in lines.itertuples():
        measure = catalogue.measures.get(line.measure)
        if measure is None or (
            (line.measure, HITS) not in raw.sets
            and (
                line.measure,
                WHOLE,
            )
            not in raw.sets
        ):
            continue
        where = (line.axis, frozenset(line.members), line.from_month.month, line.to_month.month)
        if measure.kind in ("count", "rate"):
            held = raw.sets[line.measure, HITS]
        elif measure.kind == "composition":
            held = _part(line, lines, raw)
        else:
            held = raw.sets[line.measure, HITS]
        found.append(Number(held.tobytes(), *where, line.numerator))
        if measure.kind in ("proportion", "composition", "duration"):
            whole = raw.sets[line.measure, WHOLE]
            found.append(Number(whole.tobytes(), *where, line.denominator))
    return list(dict.fromkeys(found))


def _part(line, lines: pd.DataFrame, raw: Raw) -> np.ndarray:
    if line.part != "other":
        return raw.sets.get((line.measure, line.part), np.zeros(len(raw.rows), dtype=bool))
    beside = lines[
        (lines["measure"] == line.measure)
        & (lines["axis"] == line.axis)
        & (lines["grain"] == line.grain)
    ]
    named = [raw.sets[line.measure, part] for part in set(beside["part"]) - {"other"}]
    return raw.sets[line.measure, WHOLE] & ~np.logical_or.reduce(named)


def _totals(numbers: list[Number]) -> list[Number]:
    """Return the totals that tables of one axis give for the whole."""
    sums: dict[tuple[bytes, str, int, int], float] = {}
    for number in numbers:
        key = (number.held, number.axis, number.first, number.last)
        sums[key] = sums.get(key, 0.0) + number.value
    return [
        Number(held, "all", frozenset({"all"}), first, last, value)
        for (held, _, first, last), value in sums.items()
    ]


def _together(raw: Raw) -> pd.DataFrame:
    """Return the sites and sections in which somebody could have read, or did."""
    rows = raw.rows
    read = rows[["other", "site", "section"]].rename(columns={"other": "person"}).dropna()
    both = pd.concat([read, raw.homes[["person", "site", "section"]]]).drop_duplicates()
    able = both[["person", "site"]].merge(both[["person", "section"]], on="person")
    return pd.concat([able[["site", "section"]], rows[["site", "section"]].drop_duplicates()])


class Knowledge:
    """The polytope of one year for the sets `chosen` on some axes, and what can be proved in it.

    Site and section go together, for the roster ties them. Any other axis that a target does not
    name may be left out, its tables counting as totals: rows can be spread over its units in
    proportion to what was published, so it proves nothing more.

    `known` says which rows the attacker knows to be theirs: they are taken out of every number.
    """

    def __init__(
        self,
        raw: Raw,
        numbers: list[Number],
        chosen: list[np.ndarray],
        known: np.ndarray | None = None,
        axes: tuple[str, ...] = AXES,
    ) -> None:
        self.raw = raw
        self.axes = axes
        self.chosen = chosen
        places = {held.tobytes(): position for position, held in enumerate(chosen)}
        held = [number for number in numbers if number.held in places]
        self.numbers = [each for each in held if set(each.axis.split(CROSS)) <= {"all", *axes}]
        self.numbers += _totals([number for number in held if number not in self.numbers])
        self.numbers = list(dict.fromkeys(self.numbers))
        self._place = places
        rows = raw.rows
        self.months = sorted(rows["month"].dt.month.unique())
        self.spans = self._cut()
        matrix = np.stack(chosen)
        self.kinds, kind = np.unique(matrix.T, axis=0, return_inverse=True)
        inside = matrix.any(axis=0)
        span = (
            np.searchsorted([months[0] for months in self.spans], rows["month"].dt.month, "right")
            - 1
        )
        self.span_of_row = span
        self.people = [pd.factorize(rows[role])[0] for role in ("person", "other")]
        self.units = {axis: sorted(rows[axis].unique()) for axis in axes}
        self.cells = self._allowed()
        index = {
            cell: position
            for position, cell in enumerate(self.cells.itertuples(index=False, name=None))
        }
        where = np.array(
            [index[cell] for cell in rows[list(axes)].itertuples(index=False, name=None)]
        )
        self.kinds_kept = [n for n, signature in enumerate(self.kinds) if signature.any()]
        order = {kind_: n for n, kind_ in enumerate(self.kinds_kept)}
        self.shape = (len(self.kinds_kept), len(self.cells), len(self.spans))
        self.truth = np.zeros(self.shape)
        at = [order.get(k, -1) for k in kind.ravel()]
        self.position = np.full(len(rows), -1)
        flat = np.ravel_multi_index((np.maximum(at, 0), where, span), self.shape)
        self.position = np.where(inside, flat, -1)
        counted = inside if known is None else inside & ~known
        np.add.at(self.truth.reshape(-1), self.position[counted], 1)
        self.signatures = self.kinds[self.kinds_kept]

    def _cut(self) -> list[list[int]]:
        """Return the months, those that no number tells apart together."""
        starts = {self.months[0]} | {number.first for number in self.numbers}
        starts |= {number.last + 1 for number in self.numbers}
        spans: list[list[int]] = []
        for month in self.months:
            if month in starts or not spans:
                spans.append([])
            spans[-1].append(month)
        return spans

    def _allowed(self) -> pd.DataFrame:
        """Return every combination of units in which somebody could have read."""
        pairs = _together(self.raw)
        pairs = pairs.drop_duplicates() if "site" in self.axes else pd.DataFrame({"": [0]})
        for axis in self.axes:
            if axis not in ("site", "section"):
                pairs = pairs.merge(pd.DataFrame({axis: self.units[axis]}), how="cross")
        return pairs[list(self.axes)].sort_values(list(self.axes)).reset_index(drop=True)

    @cached_property
    def equations(self) -> tuple[csr_matrix, np.ndarray]:
        """Return A and b of A x = b, b counted from the truth less what the attacker knows."""
        rows, columns = [], []
        for row, number in enumerate(self.numbers):
            columns.append(
                self.columns(
                    self._place[number.held], number.axis, number.members, number.first, number.last
                )
            )
            rows.append(np.full(len(columns[-1]), row))
        flat_rows, flat_columns = np.concatenate(rows), np.concatenate(columns)
        size = (len(self.numbers), int(np.prod(self.shape)))
        a = coo_matrix((np.ones(len(flat_rows)), (flat_rows, flat_columns)), shape=size).tocsr()
        return a, a @ self.truth.reshape(-1)

    def columns(self, held: int, axis: str, members, first: int, last: int) -> np.ndarray:
        """Return the unknowns of one set in some units and months."""
        kinds = np.flatnonzero(self.signatures[:, held])
        if axis == "all":
            cells = np.arange(len(self.cells))
        else:
            units = self.cells[axis.split(CROSS)].agg(CROSS.join, axis=1)
            cells = np.flatnonzero(units.isin(list(members)))
        spans = [
            n for n, months in enumerate(self.spans) if first <= months[0] and months[-1] <= last
        ]
        return np.ravel_multi_index(
            np.meshgrid(kinds, cells, spans, indexing="ij"), self.shape
        ).reshape(-1)

    def agrees(self) -> bool:
        """Return whether what was published is what is true; only with nobody's rows known."""
        _, b = self.equations
        return bool(np.allclose(b, [number.value for number in self.numbers]))

    def solve(self, cost: np.ndarray):
        """Return the point of the polytope that costs least."""
        a, b = self.equations
        found = linprog(cost, A_eq=a, b_eq=b, bounds=(0, None), method="highs")
        assert found.status == 0, found.message
        return found.x

    def least(self, targets: list[np.ndarray]) -> np.ndarray:
        """Return for each target (its unknowns) the fewest rows it must have."""
        lower = np.full(len(targets), np.nan)
        open_ = list(range(len(targets)))
        while open_:
            point = self.solve(self._weights([targets[n] for n in open_]))
            closed = [n for n in open_ if point[targets[n]].sum() < NONE]
            lower[closed] = 0.0
            if not closed:
                break
            open_ = [n for n in open_ if np.isnan(lower[n])]
        for n in open_:
            if np.isnan(lower[n]):
                point = self.solve(self._weights([targets[n]]))
                lower[n] = point[targets[n]].sum()
                for other in open_:
                    if np.isnan(lower[other]) and point[targets[other]].sum() < NONE:
                        lower[other] = 0.0
        return lower

    def most(self, target: np.ndarray) -> float:
        """Return the most rows a target can have; infinite where nothing published bounds it."""
        a, b = self.equations
        cost = -self._weights([target])
        found = linprog(cost, A_eq=a, b_eq=b, bounds=(0, None), method="highs")
        return float(found.x[target].sum()) if found.status == 0 else float("inf")

    def _weights(self, targets: list[np.ndarray]) -> np.ndarray:
        weights = np.zeros(int(np.prod(self.shape)))
        for target in targets:
            weights[target] += 1.0
        return weights
