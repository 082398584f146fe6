"""Two designs of the workbench that look at a level: the control chart and the funnel of units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.findings.analysis_words import analysis_words, value_text
from dashboard.findings.months import GRAIN_WORDS
from dashboard.findings.period_rows import PeriodRows, period_rows
from dashboard.findings.saved_analysis import Analysis
from dashboard.findings.sentences import in_words, plural
from dashboard.findings.workings import Workings, printed
from dashboard.own_data.chart_rows import chart_columns, chart_rows, chart_words
from dashboard.own_data.funnel_rows import FUNNEL_COLUMNS, funnel_rows, funnel_words
from dashboard.own_data.refusal import RefusedByDisclosure
from dashboard.published.lens import AXIS_WORDS, Lens
from dashboard.published.lookup import totals
from dashboard.published.open import Published

if TYPE_CHECKING:
    from dashboard.analysis.control_chart import ControlChart
    from dashboard.analysis.funnel import Funnel
    from dashboard.analysis.funnel_limits import FunnelKind

CHART_NAMES = {
    "run": "run chart", "p": "P chart", "pp": "P′ chart", "u": "U chart", "up": "U′ chart",
    "c": "C chart", "i": "I chart",
}  # fmt: skip
ANHOEJ = "Anhøj J, Olesen AV. PLoS One 2014;9:e113825 (runs and crossings)"
LANEY = "Laney DB. Quality Engineering 2002;14:531-537 (P′ and U′)"
MONTGOMERY = "Montgomery DC. Introduction to statistical quality control (control limits)"
BEYOND = ("below998", "above998")
OVERDISPERSED = "widened for differences beyond chance (winsorised z, additive variance)"
SPIEGELHALTER = "Spiegelhalter DJ. Stat Med 2005;24:1185-1202 (funnel plots)"


def control(published: Published, analysis: Analysis) -> Workings:
    """A control chart of one measure: the kind by its counts, limits from all its points."""
    from dashboard.analysis.chart_choice import choose_chart
    from dashboard.analysis.control_chart import control_chart

    series = period_rows(published, analysis)
    measure = series.measure
    choice = choose_chart(measure.kind, series.counts, series.exposure)
    computed = control_chart(
        series.counts, series.exposure, chart=choice.chart, multiply=measure.per
    )
    words = analysis_words(published, analysis, series)
    drawn = CHART_NAMES[choice.chart]
    rows = _control_rows(computed, series)
    methods = (
        f"{words.measured} was charted by the {GRAIN_WORDS[series.grain]} as a {drawn} over "
        f"{plural(len(rows), 'period')} ({words.span}). {choice.reason} Signals are a point beyond "
        "3 sigma and Anhøj’s rules for runs and crossings; no point was left out and no limit "
        "rebased.",
        *chart_words(computed)[:1],
    )
    facts = words.facts | {
        "analysis": " ".join(methods),
        "results": _control_finding(computed, words.title),
        "chart": drawn,
    }
    return Workings(
        words.title,
        _control_finding(computed, words.title),
        words.lead,
        f"{drawn}, centre line {value_text(measure, computed.centre[0])}",
        (*series.notes, *chart_words(computed)),
        ("period", "member", "numerator", "denominator", "estimate", *_renamed(computed)),
        tuple(rows),
        "sequence",
        _control_frame(computed, series),
        {},
        measure.kind == "proportion",
        words.unit,
        f"{drawn.capitalize()} of {words.title}. {_control_finding(computed, words.title)}",
        words.source,
        printed(rows, _CONTROL_WORDS),
        words.reported(methods, (MONTGOMERY, LANEY, ANHOEJ), facts),
        f"control_chart_{measure.name}",
    )


_CONTROL_WORDS = {
    "period": "Period", "numerator": "Numerator", "denominator": "Denominator",
    "estimate": "Value", "centre": "Centre", "lower_limit": "Limit from", "upper_limit": "to",
    "sigma_signal": "Beyond",
}  # fmt: skip


def _renamed(computed: ControlChart) -> list[str]:
    names = [name for name in chart_columns(computed) if name not in ("x", "y")]
    return [f"{name}_limit" if name in ("lower", "upper") else name for name in names]


def _control_rows(computed: ControlChart, series: PeriodRows) -> list[dict[str, Any]]:
    """The points with the counts and estimate that `measure` prints, then the lines."""
    points = series.frame.to_dict("records")
    drawn = chart_rows(computed, list(series.frame["period"]))
    return [
        {
            **{name: point[name] for name in ("period", "numerator", "denominator", "estimate")},
            "member": series.member,
            **line,
            "lower_limit": line["lower"],
            "upper_limit": line["upper"],
        }
        for point, line in zip(points, drawn, strict=True)
    ]


def _control_finding(computed: ControlChart, title: str) -> str:
    beyond = sum(computed.sigma_signal)
    runs = any(phase.runs.signal for phase in computed.phases)
    if not beyond and not runs:
        return f"{title} varied as chance would have it: no signal."
    parts = [f"{plural(beyond, 'point')} beyond its limits"] if beyond else []
    parts += ["runs too long or crossings too few for chance"] if runs else []
    return f"{title} did not vary by chance alone: {' and '.join(parts)}."


def _control_frame(computed: ControlChart, series: PeriodRows) -> pd.DataFrame:
    return sequence_frame(computed, list(series.frame["label"]))


def sequence_frame(computed: ControlChart, labels: list[str]) -> pd.DataFrame:
    """A row a point for charts.sequence: label, value, centre, lower, upper, signal."""
    return pd.DataFrame(
        {
            "label": labels,
            "value": pd.Series(computed.value, dtype=float),
            "centre": pd.Series(computed.centre, dtype=float),
            "lower": pd.Series(computed.lower, dtype=float),
            "upper": pd.Series(computed.upper, dtype=float),
            "signal": list(computed.sigma_signal),
        }
    )


def funnel_of_units(published: Published, analysis: Analysis) -> Workings:
    """A funnel of the units of an axis over the months: each against all, none ranked."""
    from dashboard.analysis.funnel import OVERDISPERSED_ABOVE, funnel

    measure = published.measures[analysis.measure]
    lens = Lens(analysis.start, analysis.end, analysis.axis)
    answer = totals(published, measure.name, lens)
    if answer.frame.empty:
        raise RefusedByDisclosure(answer.empty_reason or "Nothing is published by this axis.")
    frame = answer.frame.sort_values("member")
    if len(frame) < 2:
        raise RefusedByDisclosure(
            "A funnel needs at least two units that are shown apart; for these months too few "
            "radiologists stand behind them. Choose more months, or another axis."
        )
    groups = [str(member) for member in frame["member"]]
    x, n = frame["numerator"].astype(float).tolist(), frame["denominator"].astype(float).tolist()
    kind: FunnelKind = "proportion" if measure.kind == "proportion" else "rate"
    computed = funnel(x, n, kind=kind, multiply=measure.per)
    wider = (computed.phi or 0.0) > OVERDISPERSED_ABOVE
    if wider:
        computed = funnel(x, n, kind=kind, multiply=measure.per, adjust="winsorise")
    words = analysis_words(published, analysis, None)
    rows = funnel_rows(computed, groups, x, n)
    finding = _funnel_finding(computed, words.title, AXIS_WORDS[analysis.axis])
    methods = (
        f"{words.measured}, {words.span}, was set out by {AXIS_WORDS[analysis.axis]} as a funnel "
        f"over {plural(len(rows), 'unit')} with 95% and 99.8% limits around the pooled value, "
        f"{OVERDISPERSED if wider else 'exact'}. Units are in the order of their names; none is "
        "ranked.",
    )
    facts = words.facts | {"analysis": methods[0], "results": finding, "chart": "funnel plot"}
    return Workings(
        words.title,
        finding,
        words.lead,
        f"funnel around {value_text(measure, computed.target)}, limits "
        f"{'widened for overdispersion' if wider else 'exact'}",
        (*answer.notes, *(text for text in funnel_words(computed) if text)),
        tuple(FUNNEL_COLUMNS),
        tuple(rows),
        "funnel",
        funnel_frame(computed, groups, n),
        {"target": computed.target},
        measure.kind == "proportion",
        words.unit,
        f"Funnel of {words.title} by {AXIS_WORDS[analysis.axis]}. {finding}",
        words.source,
        printed(rows, FUNNEL_WORDS),
        words.reported(methods, (SPIEGELHALTER,), facts),
        f"funnel_{measure.name}_by_{analysis.axis}",
    )


FUNNEL_WORDS = {
    "group": "Unit", "x": "Numerator", "n": "Denominator", "y": "Value", "lower95": "95% from",
    "upper95": "to", "lower998": "99.8% from", "upper998": "to ", "signal": "Lies",
}  # fmt: skip


def _funnel_finding(computed: Funnel, title: str, axis: str) -> str:
    outside = sum(signal in BEYOND for signal in computed.signal)
    units = len(computed.signal)
    if not outside:
        return (
            f"{title} differs between {in_words(units)} {axis}s no more than its limits allow for."
        )
    few = f"{in_words(outside).capitalize()} of {in_words(units)} {axis}s"
    lies = "lies" if outside == 1 else "lie"
    return f"{few} {lies} outside the 99.8% limits of {title[:1].lower()}{title[1:]}."


def funnel_frame(computed: Funnel, groups: list[str], n: list[float | None]) -> pd.DataFrame:
    """A row a group for charts.funnel: label, n, value, the four limits, signal."""
    return pd.DataFrame(
        {
            "label": groups,
            "n": n,
            "value": pd.Series(computed.value, dtype=float),
            "lower95": pd.Series(computed.lower95, dtype=float),
            "upper95": pd.Series(computed.upper95, dtype=float),
            "lower998": pd.Series(computed.lower998, dtype=float),
            "upper998": pd.Series(computed.upper998, dtype=float),
            "signal": [signal in BEYOND for signal in computed.signal],
        }
    )
