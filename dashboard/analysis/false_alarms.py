"""How often a chart of a stable process signals all the same."""

from typing import Literal

import numpy as np

from dashboard.analysis.control_chart import ControlChart, control_chart
from dashboard.analysis.errors import CannotCompute

RulesInUse = Literal["runs", "runs-and-3-sigma", "plot-the-dots"]

SERIES = 10_000
SEED = 20260101

RULES: tuple[RulesInUse, ...] = ("runs", "runs-and-3-sigma", "plot-the-dots")

SHARES: dict[int, tuple[float, float, float]] = {
    6: (0.0, 0.0166, 0.0181),
    9: (0.0, 0.0367, 0.044),
    10: (0.0076, 0.0483, 0.0527),
    12: (0.0141, 0.0612, 0.0693),
    15: (0.0224, 0.0746, 0.0947),
    18: (0.0118, 0.0932, 0.1276),
    24: (0.0307, 0.1257, 0.1881),
    30: (0.0241, 0.1341, 0.2408),
    36: (0.0391, 0.1654, 0.2913),
    48: (0.0393, 0.1946, 0.3851),
    60: (0.0457, 0.2283, 0.4693),
    84: (0.0697, 0.3065, 0.6102),
    120: (0.0717, 0.3812, 0.7416),
    180: (0.0947, 0.5013, 0.8731),
    240: (0.0777, 0.5781, 0.9395),
}
"""Share of 10,000 stable series that signal, by points and in the order of RULES."""


def false_alarm_share(points: int, rules: RulesInUse) -> float:
    """Share of stable series of `points` points that signal at least once, 0 to 1.

    Read from the simulated table and interpolated between its lengths; below the first and above
    the last the nearest entry stands. Raises CannotCompute for fewer than 1 point.
    """
    if points < 1:
        raise CannotCompute("a chart without points has no false alarms to speak of")
    column = RULES.index(rules)
    shares = [row[column] for row in SHARES.values()]
    return float(np.interp(points, list(SHARES), shares))


def chart_false_alarm_share(chart: ControlChart) -> float:
    """Share of stable charts, with phases as long as this one's, that signal at least once."""
    rules = rules_in_use(chart)
    quiet = 1.0
    for phase in chart.phases:
        if phase.runs.observed:
            quiet *= 1 - false_alarm_share(phase.runs.observed, rules)
    return 1 - quiet


def false_alarm_sentence(chart: ControlChart) -> str:
    """The share in words, to stand under the chart."""
    points = sum(phase.runs.observed for phase in chart.phases)
    if points == 0:
        return "There is no point to judge, so nothing can signal."
    share = chart_false_alarm_share(chart)
    return (
        f"Of stable series this long ({points} {'point' if points == 1 else 'points'}, "
        f"{len(chart.phases)} "
        f"{'phase' if len(chart.phases) == 1 else 'phases'}), about {100 * share:.0f} % would "
        "signal at least once by chance; more if neighbouring points resemble each other."
    )


def rules_in_use(chart: ControlChart) -> RulesInUse:
    """The rule set that can signal on this chart."""
    if chart.rules == "plot-the-dots":
        return "plot-the-dots"
    has_limits = any(limit is not None for limit in chart.upper)
    return "runs-and-3-sigma" if has_limits else "runs"


def simulate_false_alarm_share(
    points: int,
    rules: RulesInUse,
    *,
    series: int = SERIES,
    seed: int = SEED,
    autocorrelation: float = 0.0,
) -> float:
    """Share of `series` simulated stable normal series that signal at least once, 0 to 1.

    `runs` judges a run chart by Anhøj's rules, `runs-and-3-sigma` an I chart by both,
    `plot-the-dots` an I chart by the four rules; moving ranges are screened. `autocorrelation` is
    that of neighbouring points. The same seed gives the same share.
    """
    random = np.random.default_rng(seed)
    alarms = 0
    for _ in range(series):
        values = _stable_series(random, points, autocorrelation)
        if rules == "runs":
            chart = control_chart(values, chart="run")
        elif rules == "runs-and-3-sigma":
            chart = control_chart(values, chart="i")
        else:
            chart = control_chart(values, chart="i", rules="plot-the-dots")
        alarms += chart.signals
    return alarms / series


def _stable_series(
    random: np.random.Generator, points: int, autocorrelation: float
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """One normal series with a constant mean; the first point is drawn from the long run."""
    shocks = random.standard_normal(points)
    shocks[1:] *= np.sqrt(1 - autocorrelation**2)
    for row in range(1, points if autocorrelation else 0):
        shocks[row] += autocorrelation * shocks[row - 1]
    return shocks
