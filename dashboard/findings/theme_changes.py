"""Which themes are changing: each theme's share before and after the action that answers it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.findings.improvements import Improvement
from dashboard.findings.months import months_on
from dashboard.findings.sides import Side, side_of, unbroken

CLAIM_BELOW = 0.05
# Codes of the published parts that are no theme: small ones added up, and what is not mapped.
NO_THEMES = frozenset({"other", "unmapped"})


@dataclass(frozen=True, slots=True)
class ThemeShift:
    """A theme's share after an improvement minus before it, Newcombe's 95 % interval.

    own: whether the improvement answers this theme. spread: how much more the periods before
    vary than chance would make them (1 at least). p_value: chi-square with that spread taken
    out; p_adjusted: by Holm over every theme and improvement compared.
    """

    theme: str
    improvement: Improvement
    own: bool
    before: Side
    after: Side
    difference: float
    lower: float
    upper: float
    spread: float
    p_value: float
    p_adjusted: float

    @property
    def changed(self) -> bool:
        """Whether the page may say that the share moved."""
        apart = self.lower > 0 or self.upper < 0
        return self.own and apart and self.p_adjusted < CLAIM_BELOW


def theme_shifts(rows: pd.DataFrame, improvements: Sequence[Improvement]) -> tuple[ThemeShift, ...]:
    """Return every theme compared before and after every improvement, p adjusted over all.

    rows: the series of a composition, columns from_month, to_month, part, numerator,
    denominator. A period that holds the day of the change, or its phase-in, is on no side. A
    theme that has no line of its own on a side, or not throughout, is not compared; nor are
    "other" and what the vocabulary does not know, whose content differs from period to period.
    """
    from dashboard.analysis.two_groups.multiplicity import adjust_p_values

    drafts = [
        shift
        for improvement in improvements
        for theme in sorted(set(rows["part"]) - NO_THEMES)
        if (shift := _shift(rows[rows["part"] == theme], theme, improvement)) is not None
    ]
    adjusted = adjust_p_values([shift.p_value for shift in drafts])
    return tuple(
        replace(shift, p_adjusted=float(p)) for shift, p in zip(drafts, adjusted, strict=True)
    )


def periods_before(rows: pd.DataFrame, happened_on: date) -> pd.Series:
    """Return which rows lie whole before the day of a change."""
    edge = pd.Timestamp(happened_on.replace(day=1))
    return pd.Series(rows["to_month"] < edge, index=rows.index)


def _periods_after(rows: pd.DataFrame, improvement: Improvement) -> pd.Series:
    begun = improvement.happened_on
    first_whole = begun if begun.day == 1 else months_on(begun, 1)
    edge = pd.Timestamp(months_on(first_whole, improvement.phase_in_months))
    return pd.Series(rows["from_month"] >= edge, index=rows.index)


def _shift(rows: pd.DataFrame, theme: str, improvement: Improvement) -> ThemeShift | None:
    from dashboard.analysis.two_groups.differences import newcombe_difference
    from dashboard.analysis.two_groups.exact_tests import chi_square

    earlier = rows[periods_before(rows, improvement.happened_on)]
    later = rows[_periods_after(rows, improvement)]
    # A theme loses its own line in the years in which it is rare: the others alone say too much.
    if not (unbroken(earlier) and unbroken(later)):
        return None
    before, after = side_of(earlier), side_of(later)
    if before is None or after is None or before.hits + after.hits == 0:
        return None
    counts = (after.hits, after.n, before.hits, before.n)
    apart, test = newcombe_difference(*counts), chi_square(*counts)
    if apart.estimate is None or apart.lower is None or apart.upper is None:
        return None
    spread = _spread(earlier)
    return ThemeShift(
        theme=theme,
        improvement=improvement,
        own=improvement.theme == theme,
        before=before,
        after=after,
        difference=apart.estimate,
        lower=apart.lower,
        upper=apart.upper,
        spread=spread,
        p_value=_p_value(test.statistic, spread),
        p_adjusted=math.nan,
    )


def _spread(rows: pd.DataFrame) -> float:
    from dashboard.analysis.control_chart import control_chart

    chart = control_chart(rows["numerator"].to_list(), rows["denominator"].to_list(), chart="p")
    return max(1.0, chart.phases[0].sigma_z or 1.0)


def _p_value(chi_square: float | None, spread: float) -> float:
    """Return the two-sided p of a chi-square with one degree of freedom, its spread taken out."""
    if chi_square is None:
        return 1.0
    return math.erfc(math.sqrt(chi_square) / spread / math.sqrt(2))
