"""An interrupted time series from a person's own file: its rows in order, and what to print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.analysis.interrupted_time_series import (
    Coefficient,
    Estimate,
    InterruptedTimeSeries,
    SensitivityRun,
)
from dashboard.own_data.own_file import OwnFile, only_once
from dashboard.own_data.refusal import WrongInput
from dashboard.own_data.time_axis import time_axis

COEFFICIENT_COLUMNS = [
    "term", "estimate", "se", "statistic", "p_value", "lower", "upper", "exp_estimate",
    "exp_lower", "exp_upper", "note",
]  # fmt: skip
EFFECT_COLUMNS = ["stat", "at", "row", "estimate", "lower", "upper", "se", "p_value", "note"]
DIAGNOSTIC_COLUMNS = ["stat", "method", "estimate", "p_value", "note"]
FITTED_COLUMNS = ["time", "row", "y", "fitted", "counterfactual", "lower", "upper", "note"]
SENSITIVITY_COLUMNS = [
    "kind", "name", "absolute", "absolute_lower", "absolute_upper", "relative", "relative_lower",
    "relative_upper", "ratio", "ratio_lower", "ratio_upper", "p_value", "note",
]  # fmt: skip

_YEAR_MONTH = re.compile(r"^(\d{4})-(\d{2})(-\d{2})?$")


@dataclass(frozen=True, slots=True)
class TimeRows:
    """Values and denominators of one series on the common times, in time order."""

    times: list[str]
    y: list[float | None]
    n: list[float | None] | None


def single_series(file: OwnFile, time: str, y: str, n: str | None) -> TimeRows:
    """The file as one series. Raises WrongInput when a time is in two rows."""
    labels = file.labels(time)
    only_once(file, time, labels)
    values, denominators = file.numbers(y), file.numbers(n) if n else None
    order = time_axis(labels).order
    return TimeRows(
        [labels[row] for row in order],
        [values[row] for row in order],
        None if denominators is None else [denominators[row] for row in order],
    )


def series_with_control(
    file: OwnFile, time: str, y: str, n: str | None, control: str
) -> tuple[TimeRows, TimeRows]:
    """The series that changed (1 in the control column) and the one that did not (0).

    Both stand on all times of the file; a series without a row at a time has a gap there.
    """
    labels, values = file.labels(time), file.numbers(y)
    denominators = file.numbers(n) if n else None
    changed = _zero_or_one(file, control)
    distinct = list(dict.fromkeys(labels))
    times = [distinct[row] for row in time_axis(distinct).order]
    series = []
    for wanted in (True, False):
        rows = {}
        for row, label in enumerate(labels):
            if changed[row] is not wanted:
                continue
            if label in rows:
                raise WrongInput(
                    f"{file.name}: '{label}' is in two rows of one series. Add its rows up first."
                )
            rows[label] = row
        if not rows:
            raise WrongInput(
                f"{file.name}: column '{control}' is never {int(wanted)}. Write 1 for the series "
                "that changed and 0 for the one that did not."
            )
        places = [rows.get(label) for label in times]
        series.append(
            TimeRows(
                times,
                [None if place is None else values[place] for place in places],
                None
                if denominators is None
                else [None if place is None else denominators[place] for place in places],
            )
        )
    return series[0], series[1]


def _zero_or_one(file: OwnFile, column: str) -> list[bool]:
    flags = []
    for row, number in enumerate(file.numbers(column), start=1):
        if number not in (0, 1):
            raise WrongInput(
                f"{file.name}: row {row} of column '{column}' is not 0 or 1. Write 1 for the "
                "series that changed and 0 for the one that did not."
            )
        flags.append(number == 1)
    return flags


def missing_months(times: Sequence[str]) -> str:
    """A sentence when the times are months and one is not there, else nothing."""
    found = [_YEAR_MONTH.match(time) for time in times]
    months = [int(match[1]) * 12 + int(match[2]) for match in found if match]
    if len(months) < len(times) or len(set(months)) < len(months):
        return ""
    for before, after, label in zip(months, months[1:], times[1:], strict=False):
        if after != before + 1:
            return (
                f"Months are missing before {label}: rows are counted one after the other, so put "
                "in a row with an empty value for each missing month."
            )
    return ""


def coefficient_rows(
    coefficients: Sequence[Coefficient], notes: Sequence[str]
) -> list[dict[str, Any]]:
    """A row a term."""
    note = "; ".join(notes)
    names = [column for column in COEFFICIENT_COLUMNS if column != "note"]
    return [{**{name: getattr(row, name) for name in names}, "note": note} for row in coefficients]


def effect_rows(result: InterruptedTimeSeries) -> list[dict[str, Any]]:
    """Absolute and relative effect, ratio of rates and both lines at the stated time."""
    effect = result.effect
    estimates: tuple[tuple[str, Estimate], ...] = (
        ("absolute", effect.absolute),
        ("relative", effect.relative),
        ("ratio", _said_how(result.ratio)),
        ("counterfactual", effect.counterfactual),
        ("fitted", effect.fitted),
    )
    return [
        {
            "stat": stat,
            "at": effect.at,
            "row": effect.position,
            "estimate": estimate.estimate,
            "lower": estimate.lower,
            "upper": estimate.upper,
            "se": effect.se if stat == "absolute" else None,
            "p_value": effect.p_value if stat in ("absolute", "relative") else None,
            "note": "; ".join(
                part for part in dict.fromkeys((estimate.note, effect.note, *result.notes)) if part
            ),
        }
        for stat, estimate in estimates
    ]


def _said_how(ratio: Estimate) -> Estimate:
    how = "rate with the change over the rate without, by the log-linear model on the same terms"
    return replace(ratio, note=ratio.note or how)


def diagnostic_rows(result: InterruptedTimeSeries) -> list[dict[str, Any]]:
    """A row a diagnostic, after the model in words."""
    rows = [{name: getattr(row, name) for name in DIAGNOSTIC_COLUMNS} for row in result.diagnostics]
    note = "; ".join((result.formula, *result.notes))
    model: dict[str, Any] = {"stat": "model", "method": result.model, "note": note}
    return [model, *rows]


def fitted_rows(times: Sequence[str], result: InterruptedTimeSeries) -> list[dict[str, Any]]:
    """A row a time of the series that changed."""
    rows, design = result.rows, result.design
    return [
        {
            "time": time,
            "row": int(rows.position[place]),
            "y": rows.observed[place],
            "fitted": rows.fitted[place],
            "counterfactual": rows.counterfactual[place],
            "lower": rows.lower[place],
            "upper": rows.upper[place],
            "note": "phase-in, left out"
            if design.start <= rows.position[place] < design.first_after
            else "",
        }
        for place, time in enumerate(times)
    ]


def sensitivity_rows(runs: Sequence[SensitivityRun]) -> list[dict[str, Any]]:
    """A row a run."""
    return [
        {
            "kind": run.kind,
            "name": run.name,
            "absolute": run.absolute.estimate,
            "absolute_lower": run.absolute.lower,
            "absolute_upper": run.absolute.upper,
            "relative": run.relative.estimate,
            "relative_lower": run.relative.lower,
            "relative_upper": run.relative.upper,
            "ratio": run.ratio.estimate,
            "ratio_lower": run.ratio.lower,
            "ratio_upper": run.ratio.upper,
            "p_value": run.p_value,
            "note": run.note,
        }
        for run in runs
    ]
