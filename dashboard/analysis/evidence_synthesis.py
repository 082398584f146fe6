"""Several studies pooled: fixed and random effects, heterogeneity, prediction interval."""

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.intervals import normal_quantile, proportion_interval
from dashboard.analysis.two_groups.root_finding import brent_root

Floats = NDArray[np.float64]
PoolingMethod = Literal["fixed", "dl", "pm"]
Measure = Literal["risk_ratio", "proportion", "effect"]

HALF_ADDED = "a cell is 0: one half added to its cells"
UNINFORMATIVE = "no events in either group: tells nothing on the ratio, left out"


@dataclass(frozen=True, slots=True)
class Study:
    """One study: its estimate on the printed scale, and what was pooled.

    effect and se: on the scale of pooling (log ratio, logit, or as given). weight: percent of
    the pooled estimate. None where the study tells nothing; `note` says why.
    """

    name: str
    estimate: float | None
    lower: float | None
    upper: float | None
    effect: float | None
    se: float | None
    weight: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A pooled number with its limits, on the printed scale."""

    estimate: float | None
    lower: float | None
    upper: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Synthesis:
    """The pooled estimate and how much the studies differ.

    tau2: variance between studies on the scale of pooling. i2: percent of the variation that is
    not chance, from tau2 and the typical variance (Higgins and Thompson 2002), which for
    DerSimonian-Laird is that of Q. q: Cochran's statistic on k - 1 degrees of freedom.
    prediction: where the effect of a new study would lie (Higgins and others 2009, t on k - 2).
    """

    measure: Measure
    method: PoolingMethod
    studies: tuple[Study, ...]
    summary: Summary
    summary_effect: float
    summary_se: float
    p_value: float
    tau2: float
    i2: float | None
    q: float | None
    q_p_value: float | None
    prediction: Summary
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Effects:
    effect: Floats
    variance: Floats


def pool_risk_ratios(
    names: list[str],
    x1: ArrayLike,
    n1: ArrayLike,
    x2: ArrayLike,
    n2: ArrayLike,
    method: PoolingMethod = "dl",
    knapp_hartung: bool = False,
) -> Synthesis:
    """Risk ratios of two-group studies, first over second, pooled on the log scale.

    A study with a zero cell gets one half added to its four cells; one without events in either
    group is left out, with a note. Raises CannotCompute with impossible counts or no study left.
    """
    a, m, c, k = _count_columns(names, x1, n1, x2, n2)
    told = (a + c) > 0
    half = np.where((a == 0) | (a == m) | (c == 0) | (c == k), 0.5, 0.0)
    top, bottom = (a + half) / (m + 2 * half), (c + half) / (k + 2 * half)
    variance = 1 / (a + half) - 1 / (m + 2 * half) + 1 / (c + half) - 1 / (k + 2 * half)
    effects = _Effects(np.log(top / bottom), variance)
    notes = [
        UNINFORMATIVE if not informed else (HALF_ADDED if added else "")
        for informed, added in zip(told.tolist(), (half > 0).tolist(), strict=True)
    ]
    return _pool(names, effects, told, notes, "risk_ratio", method, knapp_hartung)


def pool_proportions(
    names: list[str],
    x: ArrayLike,
    n: ArrayLike,
    method: PoolingMethod = "dl",
    knapp_hartung: bool = False,
) -> Synthesis:
    """Proportions of single-group studies, pooled on the logit scale.

    Each study is shown with its Wilson interval. A study at 0 or all gets one half added to
    hits and misses for the pooling. Raises CannotCompute with impossible counts.
    """
    hits, trials = _count_columns(names, x, n)
    half = np.where((hits == 0) | (hits == trials), 0.5, 0.0)
    yes, no = hits + half, trials - hits + half
    effects = _Effects(np.log(yes / no), 1 / yes + 1 / no)
    notes = [HALF_ADDED.replace("its cells", "hits and misses") if h else "" for h in half]
    told = np.ones(hits.size, dtype=bool)
    pooled = _pool(names, effects, told, notes, "proportion", method, knapp_hartung)
    shown = tuple(
        _with_wilson(study, float(count), float(total))
        for study, count, total in zip(pooled.studies, hits, trials, strict=True)
    )
    return replace(pooled, studies=shown)


def pool_effects(
    names: list[str],
    effect: ArrayLike,
    variance: ArrayLike,
    method: PoolingMethod = "dl",
    knapp_hartung: bool = False,
) -> Synthesis:
    """Effects already computed, on whatever scale they are, with their variances."""
    effects = _Effects(
        np.asarray(effect, dtype=np.float64).ravel(), np.asarray(variance, np.float64).ravel()
    )
    if not effects.effect.size == effects.variance.size == len(names):
        raise CannotCompute("names, effects and variances must be of one length")
    if not (np.isfinite(effects.effect).all() and (effects.variance > 0).all()):
        raise CannotCompute("every effect must be a number and every variance above 0")
    told, notes = np.ones(len(names), dtype=bool), [""] * len(names)
    return _pool(names, effects, told, notes, "effect", method, knapp_hartung)


def between_study_variance(effect: ArrayLike, variance: ArrayLike, method: PoolingMethod) -> float:
    """tau2 by DerSimonian and Laird (1986) or Paule and Mandel (1982); 0 for fixed effects."""
    y, v = np.asarray(effect, np.float64), np.asarray(variance, np.float64)
    if method == "fixed" or y.size < 2:
        return 0.0
    freedom = y.size - 1
    if method == "dl":
        w = 1 / v
        return max(0.0, (_cochran_q(y, v) - freedom) / float(w.sum() - (w**2).sum() / w.sum()))
    if method != "pm":
        raise CannotCompute(f"there is no pooling method called {method!r}; use fixed, dl or pm")
    if _cochran_q(y, v) <= freedom:
        return 0.0
    high = 1.0
    while _cochran_q(y, v + high) > freedom:
        high *= 2
    return brent_root(lambda tau2: _cochran_q(y, v + tau2) - freedom, 0.0, high, 1e-14)


def _cochran_q(y: Floats, v: Floats) -> float:
    w = 1 / v
    return float((w * (y - (w * y).sum() / w.sum()) ** 2).sum())


def _count_columns(names: list[str], *columns: ArrayLike) -> list[Floats]:
    arrays = [np.asarray(column, dtype=np.float64).ravel() for column in columns]
    if not names or any(array.size != len(names) for array in arrays):
        raise CannotCompute("every study needs a name and its counts")
    for hits, trials in zip(arrays[::2], arrays[1::2], strict=True):
        good = np.isfinite(hits) & np.isfinite(trials) & (hits >= 0) & (hits <= trials)
        good &= trials > 0
        if not good.all():
            name = names[int(np.argmin(good))]
            raise CannotCompute(f"study {name}: hits must lie between 0 and the number of trials")
    return arrays


def _pool(
    names: list[str],
    effects: _Effects,
    told: NDArray[np.bool_],
    notes: list[str],
    measure: Measure,
    method: PoolingMethod,
    knapp_hartung: bool,
) -> Synthesis:
    y, v = effects.effect[told], effects.variance[told]
    if y.size == 0:
        raise CannotCompute("no study tells anything on the effect")
    tau2 = between_study_variance(y, v, method)
    w = 1 / (v + tau2)
    middle = float((w * y).sum() / w.sum())
    freedom = y.size - 1
    variance = 1 / float(w.sum())
    adjusted = knapp_hartung and freedom > 0
    if adjusted:
        # Hartung and Knapp 2001: the weighted spread of the studies in place of their own errors.
        variance *= float((w * (y - middle) ** 2).sum()) / freedom
    se = math.sqrt(variance)
    warnings = _warnings(y.size, knapp_hartung, told)
    shares = iter((100 * w / w.sum()).tolist())
    studies = tuple(
        _study(name, effects, place, next(shares) if told[place] else None, notes[place], measure)
        for place, name in enumerate(names)
    )
    q = _cochran_q(y, v) if freedom else None
    return Synthesis(
        measure,
        method,
        studies,
        _summary(middle, _t_quantile(freedom if adjusted else None) * se, measure),
        middle,
        se,
        _p_value(middle / se, freedom if adjusted else None) if se > 0 else math.nan,
        tau2,
        _i_squared(y, v, tau2, method),
        q,
        None if q is None else _chi_square_tail(q, freedom),
        _prediction(middle, se, tau2, y.size, measure, method),
        warnings,
    )


def _study(
    name: str,
    effects: _Effects,
    place: int,
    weight: float | None,
    note: str,
    measure: Measure,
) -> Study:
    if weight is None:
        return Study(name, None, None, None, None, None, None, note)
    middle, se = float(effects.effect[place]), math.sqrt(float(effects.variance[place]))
    shown = _summary(middle, normal_quantile(0.95) * se, measure)
    return Study(name, shown.estimate, shown.lower, shown.upper, middle, se, weight, note)


def _with_wilson(study: Study, x: float, n: float) -> Study:
    own = proportion_interval(x, n)
    return replace(study, estimate=own.estimate, lower=own.lower, upper=own.upper)


def _summary(middle: float, half: float, measure: Measure) -> Summary:
    lower, upper = _printed(middle - half, measure), _printed(middle + half, measure)
    return Summary(_printed(middle, measure), lower, upper)


def _printed(value: float, measure: Measure) -> float:
    if measure == "risk_ratio":
        return math.exp(value)
    return 1 / (1 + math.exp(-value)) if measure == "proportion" else value


def _prediction(
    middle: float, se: float, tau2: float, studies: int, measure: Measure, method: PoolingMethod
) -> Summary:
    if method == "fixed":
        return Summary(None, None, None, "a fixed effect supposes that all studies share one")
    if studies < 3:
        return Summary(None, None, None, "a prediction interval needs at least three studies")
    half = _t_quantile(studies - 2) * math.sqrt(tau2 + se**2)
    return _summary(middle, half, measure)


def _i_squared(y: Floats, v: Floats, tau2: float, method: PoolingMethod) -> float | None:
    if y.size < 2:
        return None
    freedom = y.size - 1
    if method == "fixed":
        q = _cochran_q(y, v)
        return 100 * max(0.0, (q - freedom) / q) if q > 0 else 0.0
    w = 1 / v
    typical = freedom * float(w.sum()) / float(w.sum() ** 2 - (w**2).sum())
    return 100 * tau2 / (tau2 + typical)


def _warnings(count: int, knapp_hartung: bool, told: NDArray[np.bool_]) -> tuple[str, ...]:
    notes = []
    if count == 1:
        notes.append("one study: the summary is that study, and nothing is known between studies")
    elif count < 5 and not knapp_hartung:
        notes.append("under five studies: the Hartung-Knapp interval is the honest one")
    left_out = int((~told).sum())
    if left_out:
        notes.append(f"{left_out} studies without events left out")
    return tuple(notes)


def _t_quantile(freedom: int | None) -> float:
    if freedom is None:
        return normal_quantile(0.95)
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))


def _p_value(statistic: float, freedom: int | None) -> float:
    if freedom is None:
        return math.erfc(abs(statistic) / math.sqrt(2))
    from scipy.special import stdtr

    return float(2 * stdtr(freedom, -abs(statistic)))


def _chi_square_tail(statistic: float, freedom: int) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(freedom, statistic))
