"""The published ledger, and what the recount says each of its rows should hold."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from tests.oracle.cells import MONTHLY
from tests.oracle.exports import Exports
from tests.oracle.recount import COUNTED, TIMED
from tests.oracle.recount_people import BANDS, MOST
from tests.oracle.roster import GRAIN_MONTHS
from tests.oracle.sums import ALL, Totals, median_of, totals

OTHER = "other"
TOLERANCE = 1e-9
NUMBERS = ("numerator", "denominator", "median", "median_lower", "median_upper")
BAND_ENDS = (*BANDS, (math.inf, MOST))


def read_ledger(published: Path) -> pd.DataFrame:
    """Return the ledger table of a readers' file, its months as timestamps."""
    with duckdb.connect(str(published), read_only=True) as connection:
        ledger = connection.execute("select * from ledger").df()
    months = {name: pd.to_datetime(ledger[name]) for name in ("from_month", "to_month")}
    return ledger.assign(
        **months, part=ledger["part"].astype(object).where(ledger["part"].notna(), "")
    )


@dataclass
class Recounted:
    """The recount of every measure; each is made once, when first asked for."""

    exports: Exports
    cells: dict[str, pd.DataFrame] = field(default_factory=dict)
    added: dict[tuple[str, str], Totals] = field(default_factory=dict)

    def totals(self, measure: str, axis: str) -> Totals:
        """Return the sums of `measure` along `axis`."""
        if (measure, axis) not in self.added:
            if measure not in self.cells:
                self.cells[measure] = COUNTED[measure](self.exports)
            self.added[(measure, axis)] = totals(self.cells[measure], axis)
        return self.added[(measure, axis)]

    def last_months(self, measure: str, grain: str) -> set[pd.Timestamp]:
        """Return the last months of the department's periods that have anything to divide by."""
        by_grain = self.totals(measure, ALL).by_grain
        own = by_grain.get(f"people by {grain}", by_grain.get(MONTHLY, {}))
        length = pd.offsets.MonthBegin(GRAIN_MONTHS[grain] - 1)
        return {month + length for (month, _, _), (_, denominator) in own.items() if denominator}

    def durations(self, measure: str) -> pd.DataFrame:
        """Return the durations of `measure`."""
        if measure not in self.cells:
            self.cells[measure] = TIMED[measure](self.exports)
        return self.cells[measure]

    def expected(self, row: pd.Series, shown: set[str]) -> dict[str, float]:
        """Return what `row` should hold; `shown` are the parts of its table and year."""
        if row["measure"] in TIMED:
            return self._expected_median(row)
        sums = self.totals(row["measure"], row["axis"])
        grain, months = sums.months(row["grain"], row["from_month"], row["to_month"])
        every_part = sums.parts()
        parts = parts_of(row["part"], shown, every_part) if row["part"] else every_part
        numerator, _ = sums.of(grain, months, row["members"], parts)
        _, denominator = sums.of(grain, months, row["members"], every_part)
        return {"numerator": numerator, "denominator": denominator}

    def _expected_median(self, row: pd.Series) -> dict[str, float]:
        ended, rows, found = median_of(
            self.durations(row["measure"]),
            row["axis"],
            row["members"],
            row["from_month"],
            row["to_month"],
        )
        return {
            "numerator": ended,
            "denominator": rows,
            "median": _number(found.median),
            "median_lower": _number(found.lower),
            "median_upper": _number(found.upper),
        }


def parts_of(part: str, shown: set[str], every_part: list[str]) -> list[str]:
    """Return the parts counted under one name: joined bands, or all that is not shown alone."""
    if part == OTHER:
        return [one for one in every_part if one not in shown]
    if part in every_part:
        return [part]
    low, _, high = part.replace("+", "-").partition("-")
    least, most = float(low), float(high) if high else math.inf
    joined, first = [], 0.0
    for last, band in BAND_ENDS:
        if least <= first and last <= most:
            joined.append(band)
        first = last + 1
    return joined


def disagreements(ledger: pd.DataFrame, recounted: Recounted) -> Iterator[dict[str, object]]:
    """Yield each number of the ledger that the recount does not confirm."""
    table = ["measure", "axis", "grain", ledger["from_month"].dt.year]
    tables = ledger.groupby(table)["part"].agg(set)
    for _, row in ledger.iterrows():
        shown = tables[(row["measure"], row["axis"], row["grain"], row["from_month"].year)]
        for name, expected in recounted.expected(row, shown).items():
            if not _same(_number(row[name]), expected, is_count(row["measure"], name, recounted)):
                yield {
                    "measure": row["measure"],
                    "axis": row["axis"],
                    "months": f"{row['from_month']:%Y-%m}..{row['to_month']:%Y-%m}",
                    "grain": row["grain"],
                    "members": list(row["members"]),
                    "part": row["part"],
                    "number": name,
                    "published": row[name],
                    "recounted": expected,
                }


def is_count(measure: str, number: str, recounted: Recounted) -> bool:
    """Say whether the measure is a bare count, which is published without a denominator."""
    if number != "denominator" or measure in TIMED:
        return False
    return not recounted.cells[measure]["denominator"].any()


def units_left_out(ledger: pd.DataFrame, recounted: Recounted) -> Iterator[str]:
    """Yield tables of one axis and period that hold some units of the recount but not all."""
    keys = ["measure", "axis", "grain", "to_month"]
    for (measure, axis, grain, last), rows in ledger[ledger["axis"] != ALL].groupby(keys):
        if measure in TIMED:
            continue
        # A site's first row of a period begins where its exports do.
        published = {tuple(members) for members in rows["members"]}
        held = [unit for members in published for unit in members]
        name = f"{measure} by {axis}, {grain} to {last:%Y-%m}"
        if len(held) != len(set(held)):
            yield f"{name}: a unit stands in two groups"
        sums = recounted.totals(measure, axis)
        missing = sums.units(*sums.months(grain, rows["from_month"].min(), last)) - set(held)
        if missing:
            yield f"{name}: {', '.join(sorted(missing))} left out"


def _number(value: object) -> float:
    return math.nan if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def _same(published: float, expected: float, may_be_absent: bool) -> bool:
    if math.isnan(published):
        return math.isnan(expected) or (may_be_absent and expected == 0)
    return math.isclose(published, expected, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
