"""How long must one wait to see an effect of a given size? Answered by simulating it."""

import math
from dataclasses import dataclass, replace

import numpy as np

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.intervals import proportion_interval
from dashboard.analysis.its.analysis import Choices, fit_series
from dashboard.analysis.its.design import Design
from dashboard.analysis.its.effect import effect_at
from dashboard.analysis.its.series import Floats, make_series

CANDIDATE_MONTHS = (6, 9, 12, 18, 24, 36, 48)
BURN_IN = 50
MOST_MONTHS, MOST_EVENTS, LARGEST_SPREAD, MOST_DRAWS = 600, 1_000_000, 3.0, 100_000


@dataclass(frozen=True, slots=True)
class Plan:
    """A study not yet made: monthly counts over an exposure, and what the change would do.

    rate: events per unit of exposure before the change. effect_ratio: the rate after over the
    rate before (1.0 for no effect). spread: standard deviation of the month-to-month noise
    beyond chance, on the log scale; autocorrelation: of that noise, one month with the next.
    season: height of the yearly wave on the log scale.
    """

    months_before: int
    months_after: int
    monthly_exposure: float
    rate: float
    effect_ratio: float
    spread: float = 0.1
    autocorrelation: float = 0.2
    season: float = 0.0


@dataclass(frozen=True, slots=True)
class PowerRow:
    """Share of simulated studies that called the effect, with its Wilson interval."""

    months_after: int
    power: float
    lower: float
    upper: float
    draws: int
    unusable: int


def simulate_counts(plan: Plan, generator: np.random.Generator) -> tuple[Floats, Floats]:
    """One study: counts and exposures, each of shape (months,)."""
    months = plan.months_before + plan.months_after
    noise = autoregressive_noise(months, plan.autocorrelation, generator) * plan.spread
    time = np.arange(1, months + 1)
    wave = plan.season * np.sin(2 * np.pi * time / 12)
    changed = np.where(time > plan.months_before, plan.effect_ratio, 1.0)
    exposure = np.round(plan.monthly_exposure * generator.normal(1.0, 0.05, months)).clip(min=1)
    # Half the variance off, so that the noise does not raise the mean.
    mean = exposure * plan.rate * changed * np.exp(wave + noise - plan.spread**2 / 2)
    return generator.poisson(mean).astype(np.float64), exposure


def autoregressive_noise(months: int, phi: float, generator: np.random.Generator) -> Floats:
    """First-order autoregressive noise of variance 1, shape (months,)."""
    shocks = generator.standard_normal(months + BURN_IN)
    noise = np.empty_like(shocks)
    noise[0] = shocks[0]
    spread = np.sqrt(1 - phi**2)
    for index in range(1, shocks.size):
        noise[index] = phi * noise[index - 1] + spread * shocks[index]
    return noise[BURN_IN:]


def power(
    plan: Plan, choices: Choices | None = None, season: int = 0, draws: int = 200, seed: int = 1
) -> PowerRow:
    """Share of `draws` simulated studies in which the effect is called at the 5 % level.

    The effect is read 12 months after the change, or at the last month if there are fewer.
    season: harmonic pairs of the analysis. Raises CannotCompute for an impossible plan.
    """
    _check(plan, draws)
    generator = np.random.default_rng(seed)
    chosen = replace(choices or Choices(), at=min(12, plan.months_after - 1))
    design = Design(plan.months_before + 1, 0, season)
    called = unusable = 0
    for _ in range(draws):
        counts, exposure = simulate_counts(plan, generator)
        series = make_series(counts, exposure, per=1 / plan.rate)
        try:
            fit, _, _ = fit_series(series, design, chosen)
        except CannotCompute:
            unusable += 1
            continue
        p_value = effect_at(fit, design, series, chosen.at).p_value
        called += p_value is not None and p_value < 0.05
    share = proportion_interval(called, draws)
    assert share.estimate is not None and share.lower is not None and share.upper is not None
    return PowerRow(plan.months_after, share.estimate, share.lower, share.upper, draws, unusable)


def months_needed(
    plan: Plan,
    wanted: float = 0.8,
    candidates: tuple[int, ...] = CANDIDATE_MONTHS,
    choices: Choices | None = None,
    season: int = 0,
    draws: int = 200,
    seed: int = 1,
) -> tuple[int | None, tuple[PowerRow, ...]]:
    """The first of the candidate months whose power reaches `wanted`, and every row tried.

    The search stops there; None when no candidate reaches it.
    """
    rows: list[PowerRow] = []
    for months in sorted(candidates):
        row = power(replace(plan, months_after=months), choices, season, draws, seed)
        rows.append(row)
        if row.power >= wanted:
            return months, tuple(rows)
    return None, tuple(rows)


def _check(plan: Plan, draws: int) -> None:
    numbers = (plan.monthly_exposure, plan.rate, plan.effect_ratio, plan.spread, plan.season)
    if not all(math.isfinite(number) for number in (*numbers, plan.autocorrelation)):
        raise CannotCompute("a plan is made of finite numbers")
    months = (plan.months_before, plan.months_after)
    if min(months) < 3 or max(months) > MOST_MONTHS:
        raise CannotCompute(
            "a plan needs at least 3 months before and 3 after the change, "
            f"and at most {MOST_MONTHS} on either side"
        )
    if not (plan.rate > 0 and plan.monthly_exposure > 0 and plan.effect_ratio > 0):
        raise CannotCompute("the rate, the exposure and the effect ratio must be above 0")
    if plan.rate * plan.monthly_exposure * max(1.0, plan.effect_ratio) > MOST_EVENTS:
        raise CannotCompute(f"more than {MOST_EVENTS:,} events a month are not simulated")
    if not -1 < plan.autocorrelation < 1 or not 0 <= plan.spread <= LARGEST_SPREAD:
        raise CannotCompute(
            "the autocorrelation must lie between -1 and 1 and the spread between 0 and "
            f"{LARGEST_SPREAD:g}"
        )
    if not 1 <= draws <= MOST_DRAWS:
        raise CannotCompute(f"1 to {MOST_DRAWS:,} studies can be simulated, not {draws}")
