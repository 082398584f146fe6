"""Before and after a dated change, as a description: two rates over one kind of denominator."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.eras import ErasSeries
from dashboard.findings.events import Event
from dashboard.findings.go_lives import settled_from
from dashboard.findings.months import months_on
from dashboard.findings.sentences import figure, months_in
from dashboard.findings.sides import Side, side_of, whole_within

YEAR = 12
RATIO_METHOD = (
    "**Before and after.** What was captured in the last twelve months, over the exams read then, "
    "divided by the same for the twelve months before go-live; never months before the last change "
    "of tool, nor a phase-in, and at least six months a side. A site is compared around its own "
    "go-live, one that still scores around the first go-live anywhere. The interval is Wald's on "
    "the log scale, widened by the square root of the Pearson dispersion of the periods around "
    "their own side, where that is above 1. It says how far chance reaches, not what caused the "
    "difference."
)
# A side of fewer months is more season than system.
LEAST_MONTHS = 6
# Fewer rows than this on both sides together say nothing of how months vary.
ENOUGH_ROWS = 6
NORMAL_975 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The rate after a change over the rate before it.

    unit: words after the printed figures. per: what a figure is per. spread: how much more the
    periods vary within a side than chance would make them (1 at least); the 95 % interval is
    widened by it. control: nothing changed here, at the time it changed elsewhere.
    """

    label: str
    unit: str
    per: float
    before: Side
    after: Side
    ratio: float
    lower: float
    upper: float
    spread: float
    control: bool = False

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out "no change"."""
        return self.lower > 1 or self.upper < 1

    @property
    def printed(self) -> dict[str, object]:
        """The row as charts.ratio_dots draws it."""
        return {
            "label": self.label,
            "before": figure(self.per * self.before.share),
            "after": figure(self.per * self.after.share),
            "unit": self.unit,
            "ratio": self.ratio,
            "lower": self.lower,
            "upper": self.upper,
        }


def across_go_live(
    one: ErasSeries, label: str, tool: Sequence[Event], elsewhere: Sequence[Event] = ()
) -> BeforeAfter | None:
    """Return the last twelve months against the twelve before go-live.

    None where a side has fewer than six months.

    tool: changes of the scoring tool; no month before the last of them is taken, so that both
    sides come after it. elsewhere: the go-lives of other sites, used where this one has none.
    """
    live = one.live or tuple(elsewhere)
    settled = settled_from(live)
    if not live or settled is None:
        return None
    begins = min(event.happened_on for event in live).replace(day=1)
    rows = one.points
    earlier = whole_within(rows, _begin_before(begins, tool), months_on(begins, -1))
    last = rows["to_month"].max().date()
    later = whole_within(rows, max(settled, months_on(last, 1 - YEAR)), last)
    if min(_months(earlier), _months(later)) < LEAST_MONTHS:
        return None
    return ratio_of(label, "per 1,000 exams", 1000, earlier, later, control=not one.live)


def _months(rows: pd.DataFrame) -> int:
    if rows.empty:
        return 0
    return months_in(rows["from_month"].min().date(), rows["to_month"].max().date())


def _begin_before(begins: date, tool: Sequence[Event]) -> date:
    """Return the first month before go-live that counts: twelve back, or the last tool change."""
    changes = [event.happened_on for event in tool if event.happened_on < begins]
    return max([months_on(begins, -YEAR), *changes])


def ratio_of(
    label: str,
    unit: str,
    per: float,
    earlier: pd.DataFrame,
    later: pd.DataFrame,
    control: bool = False,
) -> BeforeAfter | None:
    """Return the rate of `later` over that of `earlier`, None where a side has nothing.

    earlier, later: one row a period with numerator and denominator of one kind. The interval
    is Wald's on the log scale (Rothman 2008), its standard error times the square root of the
    Pearson dispersion of the periods around their own side (McCullagh and Nelder 1989), if
    that is above 1.
    """
    from dashboard.analysis.two_groups.rates import wald_rate_ratio

    before, after = side_of(earlier), side_of(later)
    if before is None or after is None or not before.hits or not after.hits:
        return None
    found = wald_rate_ratio(after.hits, after.n, before.hits, before.n)
    if found.estimate is None:
        return None
    spread = _spread(earlier, later)
    half = NORMAL_975 * spread * math.sqrt(1 / after.hits + 1 / before.hits)
    return BeforeAfter(
        label=label,
        unit=unit,
        per=per,
        before=before,
        after=after,
        ratio=found.estimate,
        lower=found.estimate * math.exp(-half),
        upper=found.estimate * math.exp(half),
        spread=spread,
        control=control,
    )


def _spread(*sides: pd.DataFrame) -> float:
    """Return the square root of the Pearson dispersion within sides, 1 at least."""
    rows = sum(len(side) for side in sides)
    if rows < ENOUGH_ROWS:
        return 1.0
    pearson = 0.0
    for side in sides:
        expected = side["denominator"] * side["numerator"].sum() / side["denominator"].sum()
        pearson += float(((side["numerator"] - expected) ** 2 / expected).sum())
    return math.sqrt(max(1.0, pearson / (rows - len(sides))))
