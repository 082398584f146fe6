"""How often does each model of an interrupted time series call an effect, true or not?

Run: python -m tests.simulate.simulate_its [--draws 1000] [--seed 1] > table.md
Prints Markdown. Null series of 60 months with a yearly wave, change after month 30, effect read 12
months later, at autocorrelation 0, 0.2 and 0.4; then the same with an effect planted.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.intervals import proportion_interval
from dashboard.analysis.its.analysis import Choices, fit_series
from dashboard.analysis.its.design import Design
from dashboard.analysis.its.effect import effect_at
from dashboard.analysis.its.power import Plan, autoregressive_noise, simulate_counts
from dashboard.analysis.its.series import Series, make_series

AUTOCORRELATIONS = (0.0, 0.2, 0.4)
MONTHS_A_SIDE = 30
WAVE = 0.1
# Months a side of short series, 8 to 24 months in all; AR(1) is the default from 24.
SHORT_SIDES = (4, 6, 9, 11, 12)
SMALL, LARGE = 1.4, 2.0
Shares = dict[tuple[str, float, str], tuple[int, int]]
TABLES = (
    ("Type I error: no effect planted, one pair of harmonics", 1.0, 1),
    ("Type I error: no effect planted, season left out of the model", 1.0, 0),
    ("Power: 40 % more, one pair of harmonics", SMALL, 1),
    ("Power: twice as much, one pair of harmonics", LARGE, 1),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to make series: monthly counts with noise beyond chance, or measured values."""

    name: str
    counts: bool


KINDS = (Kind("counts per exam", True), Kind("measured values", False))
CHOICES: dict[str, Choices] = {
    "default": Choices(),
    "ols": Choices(model="ols"),
    "ols, Newey-West 3": Choices(model="ols", standard_errors="newey-west", lag=3),
    "poisson": Choices(model="poisson"),
    "quasi-poisson": Choices(model="quasi-poisson"),
    "negative-binomial": Choices(model="negative-binomial"),
}
SHORT_CHOICES = {
    name: CHOICES.get(name) or Choices(model="ar1") for name in ("default", "ols", "ar1")
}
COUNT_MODELS = ("poisson", "quasi-poisson", "negative-binomial")


def make(
    kind: Kind, phi: float, ratio: float, side: int, generator: np.random.Generator,
    wave: float = WAVE,
) -> Series:  # fmt: skip
    """One series of 2 * side months; `ratio` is the level after over the level before."""
    if kind.counts:
        plan = Plan(side, side, 20000, 0.0016, ratio, 0.15, phi, wave)
        counts, exposure = simulate_counts(plan, generator)
        return make_series(counts, exposure, 1000)
    time = np.arange(1, 2 * side + 1)
    level = np.where(time > side, 10 * ratio, 10.0)
    season = 10 * wave * np.sin(2 * np.pi * time / 12)
    return make_series(level + season + 2 * autoregressive_noise(2 * side, phi, generator))


def share_called(
    kind: Kind, choices: Choices, phi: float, ratio: float, season: int, draws: int, seed: int,
    side: int = MONTHS_A_SIDE, wave: float = WAVE,
) -> tuple[int, int]:  # fmt: skip
    """How many of `draws` series called an effect at the 5 % level, and how many were fitted."""
    generator = np.random.default_rng(seed)
    design = Design(side + 1, 0, season)
    called = fitted = 0
    for _ in range(draws):
        series = make(kind, phi, ratio, side, generator, wave)
        try:
            fit, _, _ = fit_series(series, design, choices)
        except CannotCompute:
            continue
        p_value = effect_at(fit, design, series, choices.at).p_value
        fitted += 1
        called += p_value is not None and p_value < 0.05
    return called, fitted


def all_shares(ratio: float, season: int, draws: int, seed: int) -> Shares:
    """The calls of every kind of series, autocorrelation and model that suits the series."""
    return {
        (kind.name, phi, name): share_called(kind, choices, phi, ratio, season, draws, seed)
        for kind in KINDS
        for phi in AUTOCORRELATIONS
        for name, choices in CHOICES.items()
        if kind.counts or name not in COUNT_MODELS
    }


def short_shares(draws: int, seed: int) -> Shares:
    """The calls on short null series without a season to learn, effect at 12 months as ever."""
    return {
        (f"{kind.name}, {2 * side} months", phi, name): share_called(
            kind, choices, phi, 1.0, 0, draws, seed, side, wave=0.0
        )
        for kind in KINDS
        for side in SHORT_SIDES
        for phi in AUTOCORRELATIONS
        for name, choices in SHORT_CHOICES.items()
    }


def table(shares: Shares) -> Iterator[str]:
    """A Markdown table: a row a kind of series and autocorrelation, a column a model."""
    names = list(dict.fromkeys(name for _, _, name in shares))
    yield f"| series | autocorrelation | {' | '.join(names)} |"
    yield "|---|---" + "|---" * len(names) + "|"
    for kind, phi in dict.fromkeys((kind, phi) for kind, phi, _ in shares):
        found = (shares.get((kind, phi, name)) for name in names)
        cells = ["" if cell is None else percent(*cell) for cell in found]
        yield f"| {kind} | {phi:g} | {' | '.join(cells)} |"


def largest_share(shares: Shares, model: str) -> float:
    """The largest share of series a model called, over kinds and autocorrelations."""
    return max(
        called / fitted for (_, _, name), (called, fitted) in shares.items() if name == model
    )


def percent(called: int, fitted: int) -> str:
    """A share with its Wilson interval, in percent."""
    share = proportion_interval(called, fitted)
    if share.estimate is None or share.lower is None or share.upper is None:
        return "none fitted"
    low, middle, high = (100 * value for value in (share.lower, share.estimate, share.upper))
    return f"{middle:.1f} ({low:.1f} to {high:.1f})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    say = partial(print, flush=True)
    say(
        f"Percent of {options.draws} simulated series (seed {options.seed}) of "
        f"{2 * MONTHS_A_SIDE} months in which the effect at 12 months was called at the 5 % "
        "level, with 95 % limits of that percent.\n"
    )
    for title, ratio, season in TABLES:
        say(f"## {title}\n")
        for line in table(all_shares(ratio, season, options.draws, options.seed)):
            say(line)
        say("")


if __name__ == "__main__":
    main()
