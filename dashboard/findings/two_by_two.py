"""Two groups of counts as a two-by-two: the ratio, and whether it may be called one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.analysis.denominators import unlike_denominators
from dashboard.findings.sentences import count, figure, share_words
from dashboard.findings.table import Table


@dataclass(frozen=True, slots=True)
class Arm:
    """Events out of a number of units; `unit` says what one of them is."""

    name: str
    events: float
    denominator: float
    unit: str


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """The comparison in words and as rows; `warning` is empty only where the units are alike.

    fractions: each arm's counts with its words, for a panel. table: every row of `compare`.
    """

    title: str
    sentence: str
    warning: str
    fractions: tuple[tuple[str, str], ...]
    table: Table


def two_by_two(title: str, first: Arm, second: Arm, name: str = "two_by_two") -> TwoByTwo:
    """The first arm against the second; the numbers are those `compare` prints.

    Raises CannotCompute with impossible counts.
    """
    from dashboard.analysis.comparison import compare_proportions

    rows = compare_proportions(
        first.events,
        first.denominator,
        second.events,
        second.denominator,
        first.unit or None,
        second.unit or None,
        (first.name, second.name),
    )
    raw = pd.DataFrame([{field: getattr(row, field) for field in row.__slots__} for row in rows])
    ratio = raw[(raw["stat"] == "risk_ratio") & (raw["method"] == "log_wald")].iloc[0]
    if pd.notna(ratio["estimate"]) and pd.notna(ratio["lower"]):
        sentence = (
            f"Risk ratio {_two(ratio['estimate'])} ({_one(ratio['lower'])} to "
            f"{_one(ratio['upper'])}; 95% interval, log-Wald), {first.name} over {second.name}."
        )
    else:
        sentence = f"There is no risk ratio: {ratio['note'] or 'the second arm has no events'}."
    warning = unlike_denominators(first.unit, second.unit)
    return TwoByTwo(
        title,
        sentence,
        f"{warning}." if warning else "",
        tuple(_fraction(arm) for arm in (first, second)),
        Table(name, _shown(raw), raw),
    )


def _fraction(arm: Arm) -> tuple[str, str]:
    share = share_words(arm.events / arm.denominator)
    unit = arm.unit or "units not named"
    return f"{count(arm.events)} of {count(arm.denominator)}", f"{unit}, {arm.name}: {share}"


def _shown(raw: pd.DataFrame) -> pd.DataFrame:
    words = {
        "stat": "Number", "method": "Method", "estimate": "Estimate", "lower": "95% from",
        "upper": "to", "p_value": "p",
    }  # fmt: skip
    shown = raw[list(words)].rename(columns=words)
    for column in ("Estimate", "95% from", "to", "p"):
        shown[column] = [_number(value) for value in shown[column]]
    for column in ("Number", "Method"):
        shown[column] = shown[column].str.replace("_", " ")
    return shown


def _number(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.3g}"


def _two(value: float) -> str:
    return f"{value:,.2f}"


def _one(value: float) -> str:
    return f"{value:,.1f}" if value >= 10 else figure(value)
