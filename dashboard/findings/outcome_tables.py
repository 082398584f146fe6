"""The tables under the charts of one outcome, and the files with the same rows."""

from __future__ import annotations

import pandas as pd

from dashboard.findings.months import day
from dashboard.findings.outcome_words import METHOD_WORDS
from dashboard.findings.outcomes.results import Interrupted, Outcome
from dashboard.findings.sentences import short_month, short_span
from dashboard.findings.table import Table

ERA_WORDS = {
    "scored_review": "Scored review",
    "phase_in": "Phase-in",
    "peer_learning": "Peer learning",
}
POINTS = ["from_month", "to_month", "grain", "era", "numerator", "denominator", "value"]
DIAGNOSTIC_WORDS = {
    "durbin_watson": "Durbin-Watson",
    "breusch_godfrey": "Breusch-Godfrey",
    "ljung_box": "Ljung-Box",
    "autocorrelation": "Autocorrelation",
    "residual_sd": "Residual standard deviation",
    "cooks_distance": "Cook's distance",
    "dispersion": "Dispersion",
    "alpha": "Extra spread",
}


def points_table(one: Outcome) -> Table:
    """Return one row a published period, newest first on screen."""
    raw = one.points[POINTS].assign(unit=one.unit)
    shown = pd.DataFrame(
        {
            "Period": [
                short_span(day(first), day(last))
                for first, last in zip(raw["from_month"], raw["to_month"], strict=True)
            ],
            "Era": raw["era"].map(ERA_WORDS),
            "Numerator": raw["numerator"],
            "Denominator": raw["denominator"],
            "Value": raw["value"],
        }
    )
    formats = {"Numerator": "{:,.0f}", "Denominator": "{:,.0f}", "Value": "{:.2f}"}
    return Table(one.code, shown.iloc[::-1], raw, formats)


def effects_table(one: Outcome, rows: list[dict[str, object]]) -> Table:
    """Return one row a design: the effect and its ratio, each with its interval."""
    raw = pd.DataFrame(rows).assign(unit=one.unit)
    names = {
        "label": "Design",
        "value": "Effect",
        "lower": "95% from",
        "upper": "to",
        "ratio": "Ratio",
        "ratio_lower": "Ratio from",
        "ratio_upper": "ratio to",
    }
    shown = raw[list(names)].rename(columns=names)
    formats = dict.fromkeys(list(names.values())[1:], "{:.2f}")
    return Table(f"{one.code}_effects", shown, raw, formats)


def events_table(one: Outcome, rows: pd.DataFrame) -> Table:
    """Return one row a period around go-live."""
    raw = rows[["months", "estimate", "lower", "upper", "sites", "reference"]].assign(unit=one.unit)
    shown = rows[["months", "estimate", "lower", "upper", "sites"]].rename(
        columns={
            "months": "Months since go-live",
            "estimate": "Difference",
            "lower": "95% from",
            "upper": "to",
            "sites": "Sites",
        }
    )
    formats = dict.fromkeys(("Difference", "95% from", "to"), "{:.2f}")
    return Table(f"{one.code}_event_study", shown, raw, formats)


def control_table(one: Outcome, rows: pd.DataFrame) -> Table:
    """Return one row a point with its phase and limits."""
    raw = rows.drop(columns="said").assign(unit=one.unit)
    shown = rows[["month", "phase", "value", "centre", "lower", "upper", "signal"]].rename(
        columns={
            "month": "Month",
            "phase": "Phase",
            "value": "Value",
            "centre": "Centre",
            "lower": "Lower",
            "upper": "Upper",
            "signal": "Signal",
        }
    )
    formats = dict.fromkeys(("Value", "Centre", "Lower", "Upper"), "{:.2f}")
    shown = shown.assign(
        Month=[short_month(month) for month in shown["Month"]],
        Signal=["yes" if hit else "" for hit in shown["Signal"]],
    )
    return Table(f"{one.code}_control_chart", shown.iloc[::-1], raw, formats)


def specification_table(one: Outcome, rows: pd.DataFrame) -> Table:
    """Return one row a run, smallest effect first."""
    ordered = rows.sort_values("value")
    raw = ordered[["name", "value", "lower", "upper", "claimed"]].assign(unit=one.unit)
    shown = ordered[["name", "value", "lower", "upper"]].rename(
        columns={"name": "Run", "value": "Effect", "lower": "95% from", "upper": "to"}
    )
    return Table(
        f"{one.code}_sensitivity",
        shown,
        raw,
        dict.fromkeys(("Effect", "95% from", "to"), "{:.2f}"),
    )


def diagnostics_table(one: Outcome, alone: Interrupted) -> Table:
    """Return one row a diagnostic: value, p and its reading."""
    raw = pd.DataFrame(
        alone.diagnostics, columns=["statistic", "method", "value", "p_value", "reading"]
    )
    shown = pd.DataFrame(
        {
            "Statistic": [DIAGNOSTIC_WORDS.get(name, name) for name in raw["statistic"]],
            "How": [METHOD_WORDS.get(method, method) for method in raw["method"]],
            "Value": raw["value"].astype(float),
            "p": raw["p_value"].astype(float),
            "Reading": raw["reading"],
        }
    )
    return Table(f"{one.code}_diagnostics", shown, raw, {"Value": "{:.3f}", "p": "{:.3f}"})
