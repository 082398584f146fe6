"""A reader's own file on the page: the numbers its commands print, with a figure and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd

from dashboard.analysis.errors import CannotCompute
from dashboard.findings.sentences import figure, plural
from dashboard.findings.table import Table
from dashboard.findings.workbench_levels import FUNNEL_WORDS, funnel_frame, sequence_frame
from dashboard.findings.workings import Figure, printed
from dashboard.own_data.chart_rows import chart_columns, chart_rows, chart_words
from dashboard.own_data.funnel_rows import FUNNEL_COLUMNS, funnel_rows, funnel_words
from dashboard.own_data.its_rows import (
    FITTED_COLUMNS,
    fitted_rows,
    missing_months,
    single_series,
)
from dashboard.own_data.own_file import OwnFile, only_once
from dashboard.own_data.refusal import WrongInput
from dashboard.own_data.time_axis import time_axis

Result = TypeVar("Result")
CHART_KINDS = {
    "run": "Run chart", "i": "I chart of measurements", "mr": "Moving ranges", "p": "P: share",
    "pp": "P′: share, large denominators", "u": "U: rate", "up": "U′: rate, large denominators",
    "c": "C: count", "g": "G: cases between events", "t": "T: time between events",
}  # fmt: skip
FUNNEL_KINDS = {"proportion": "Share", "rate": "Rate", "ratio": "Observed over expected"}


@dataclass(frozen=True, slots=True)
class OwnStudy:
    """What a file gave: sentences, the figure and its frame, the rows the command prints.

    command: the line that prints the same rows elsewhere.
    """

    sentences: tuple[str, ...]
    figure: Figure
    frame: pd.DataFrame
    marks: Mapping[str, Any]
    percent: bool
    alt: str
    table: Table
    command: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of the file hold what; `denominator` may be empty."""

    label: str
    count: str
    denominator: str = ""
    per: float = 1.0

    def options(self, label: str, count: str, denominator: str) -> str:
        """The columns as options of a command, by its own names for them."""
        said = f"{label} {_quoted(self.label)} {count} {_quoted(self.count)}"
        if self.denominator:
            said += f" {denominator} {_quoted(self.denominator)}"
        return said + (f" --multiply {self.per:g}" if self.per != 1 else "")


def own_chart(file: OwnFile, columns: Columns, kind: str) -> OwnStudy:
    """A control chart of a file, as `chart` computes it. Raises WrongInput with one sentence."""
    from dashboard.analysis.control_chart import control_chart

    labels = file.labels(columns.label)
    axis = time_axis(labels)
    count = file.numbers(columns.count)
    size = file.numbers(columns.denominator) if columns.denominator else None
    computed = _computed(
        file,
        lambda: control_chart(
            [count[row] for row in axis.order],
            None if size is None else [size[row] for row in axis.order],
            chart=kind,  # type: ignore[arg-type]
            multiply=columns.per,
            ordered=axis.ordered,
        ),
    )
    ordered = [labels[row] for row in axis.order]
    rows = chart_rows(computed, ordered)
    beyond = sum(computed.sigma_signal)
    runs = any(phase.runs.signal for phase in computed.phases)
    said = [
        f"{plural(len(rows), 'point')}: {beyond or 'none'} beyond the limits, runs and crossings "
        f"{'signal' if runs else 'as chance would have them'}.",
        *chart_words(computed),
    ]
    if axis.moved:
        said.append(f"The rows were put in the order of '{columns.label}'.")
    if not axis.ordered:
        said.append(f"'{columns.label}' holds no dates or numbers, so the rows count as units.")
    return OwnStudy(
        tuple(sentence for sentence in said if sentence),
        "sequence",
        sequence_frame(computed, ordered),
        {},
        kind in ("p", "pp") and columns.per == 1,
        f"{CHART_KINDS[kind]} of {columns.count}. {said[0]}",
        Table("own_chart", printed(rows, _CHART_WORDS), _raw(rows, chart_columns(computed))),
        f"chart --type {kind} --data {_quoted(file.name)} {columns.options('--x', '--y', '--n')}",
    )


_CHART_WORDS = {
    "x": "Row", "y": "Value", "centre": "Centre", "lower": "Limit from", "upper": "to",
    "sigma_signal": "Beyond", "note": "Note",
}  # fmt: skip


def own_funnel(file: OwnFile, columns: Columns, kind: str, widen: bool) -> OwnStudy:
    """A funnel of a file, as `funnel` computes it; widen: allow for overdispersion."""
    from dashboard.analysis.funnel import funnel

    if not columns.denominator:
        raise WrongInput(f"{file.name}: a funnel needs a denominator; choose its column.")
    groups = file.labels(columns.label)
    only_once(file, columns.label, groups)
    x, n = file.numbers(columns.count), file.numbers(columns.denominator)
    adjust = "winsorise" if widen else "none"
    computed = _computed(
        file,
        lambda: funnel(x, n, kind=kind, multiply=columns.per, adjust=adjust),  # type: ignore[arg-type]
    )
    rows = funnel_rows(computed, groups, x, n)
    outside = sum(signal in ("below998", "above998") for signal in computed.signal)
    said = (
        f"{plural(len(rows), 'group')}, {outside or 'none'} outside the 99.8% limits. They stand "
        "in no order of merit.",
        *(text for text in funnel_words(computed) if text),
    )
    options = columns.options("--group", "--x", "--n")
    return OwnStudy(
        said,
        "funnel",
        funnel_frame(computed, groups, n),
        {"target": computed.target},
        kind == "proportion" and columns.per == 1,
        f"Funnel of {columns.count}. {said[0]}",
        Table("own_funnel", printed(rows, FUNNEL_WORDS), _raw(rows, FUNNEL_COLUMNS)),
        f"funnel --type {kind} --data {_quoted(file.name)} {options}"
        + (" --adjust winsorise" if widen else ""),
    )


def own_series(file: OwnFile, columns: Columns, start: int, phase_in: int) -> OwnStudy:
    """An interrupted series of a file, as `its` computes it; start: first row after, from 1."""
    from dashboard.analysis.interrupted_time_series import analyse

    rows = single_series(file, columns.label, columns.count, columns.denominator or None)
    result = _computed(
        file, lambda: analyse(rows.y, start, rows.n, per=columns.per, phase_in=phase_in)
    )
    effect = result.effect
    absolute = effect.absolute
    limits = (
        f" ({figure_of(absolute.lower)} to {figure_of(absolute.upper)})"
        if absolute.lower is not None and absolute.upper is not None
        else ""
    )
    fitted = fitted_rows(rows.times, result)
    said = (
        f"{effect.at} rows after the change the difference from what was expected is "
        f"{figure_of(absolute.estimate)}{limits}, by {result.formula} ({result.model}).",
        *(f"{note[:1].upper()}{note[1:]}." for note in result.notes),
        missing_months(rows.times),
    )
    options = columns.options("--time", "--y", "--n")
    return OwnStudy(
        tuple(sentence for sentence in said if sentence),
        "interrupted",
        pd.DataFrame(
            {
                "label": rows.times,
                "value": result.rows.observed,
                "fitted": result.rows.fitted,
                "expected": result.rows.counterfactual,
                "lower": result.rows.lower,
                "upper": result.rows.upper,
                "after": result.rows.position >= result.design.start,
                "kept": [
                    not result.design.start <= row < result.design.first_after
                    for row in result.rows.position
                ],
            }
        ),
        {
            "change": start - 1,
            "words": f"Change, {rows.times[start - 1]}",
            "at": min(effect.position, len(rows.times)) - 1,
            "beyond": effect.position > len(rows.times),
        },
        False,
        f"Interrupted series of {columns.count}. {said[0]}",
        Table("own_series", printed(fitted, _FITTED_WORDS), _raw(fitted, FITTED_COLUMNS)),
        f"its --data {_quoted(file.name)} {options} --start {start} --phase-in {phase_in} "
        "--show fitted",
    )


_FITTED_WORDS = {
    "time": "Row", "y": "Value", "fitted": "Fitted", "counterfactual": "Expected",
    "lower": "95% from", "upper": "to", "note": "Note",
}  # fmt: skip


def figure_of(value: float | None) -> str:
    """Return a number in two significant figures with its sign, or "unknown"."""
    if value is None:
        return "unknown"
    return f"{'−' if value < 0 else '+'}{figure(abs(value))}"  # noqa: RUF001 - a true minus


def _computed(file: OwnFile, compute: Callable[[], Result]) -> Result:
    try:
        return compute()
    except CannotCompute as refusal:
        raise WrongInput(f"{file.name}: {refusal}.") from refusal


def _raw(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame([[row.get(name) for name in columns] for row in rows], columns=columns)


def _quoted(name: str) -> str:
    """A column as it is typed; the page sets it as code, which a backtick would end."""
    plain = name.replace("`", "'")
    return f'"{plain}"' if " " in plain else plain
