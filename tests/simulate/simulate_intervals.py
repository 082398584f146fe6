"""How often does each interval cover the truth? Nominal 95 %.

Run: python -m tests.simulate.simulate_intervals [--draws 2000] [--seed 1] > table.md
Prints Markdown. One proportion and one rate: exact coverage, summed over every possible count, as
mean and least over a grid of truths. Two groups: simulated, truths drawn anew for each table.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from scipy.stats import binom, poisson

from dashboard.analysis.comparison import (
    Statistic,
    agresti_caffo_difference,
    exact_rate_ratio,
    fisher_exact,
    hodges_lehmann,
    katz_risk_ratio,
    koopman_risk_ratio,
    mid_p_odds_ratio,
    mid_p_rate_ratio,
    miettinen_nurminen_difference,
    newcombe_difference,
    score_odds_ratio,
    wald_difference,
    wald_odds_ratio,
    wald_rate_ratio,
    welch,
)
from dashboard.analysis.intervals import proportion_intervals, rate_intervals
from dashboard.analysis.survival import median_time

SIZES = (5, 10, 20, 50, 100, 500)
TRUTHS = np.round(np.arange(0.02, 0.981, 0.02), 2)
EXPECTED_COUNTS = (0.5, 1, 2, 5, 10, 20, 50, 100, 500)
Truth = Callable[[float, float], float]


def difference(p1: float, p2: float) -> float:
    """Truth of a difference."""
    return p1 - p2


def ratio(p1: float, p2: float) -> float:
    """Truth of a ratio."""
    return p1 / p2


def odds_ratio(p1: float, p2: float) -> float:
    """Truth of an odds ratio."""
    return p1 / (1 - p1) / (p2 / (1 - p2))


TWO_GROUPS: dict[str, tuple[Callable[..., Statistic], Truth]] = {
    "difference, Newcombe": (newcombe_difference, difference),
    "difference, Miettinen-Nurminen": (miettinen_nurminen_difference, difference),
    "difference, Agresti-Caffo": (agresti_caffo_difference, difference),
    "difference, Wald": (wald_difference, difference),
    "risk ratio, Koopman": (koopman_risk_ratio, ratio),
    "risk ratio, Katz": (katz_risk_ratio, ratio),
    "odds ratio, exact conditional": (fisher_exact, odds_ratio),
    "odds ratio, score": (score_odds_ratio, odds_ratio),
    "odds ratio, mid-p": (mid_p_odds_ratio, odds_ratio),
    "odds ratio, Wald": (wald_odds_ratio, odds_ratio),
}
RATES: dict[str, Callable[..., Statistic]] = {
    "rate ratio, exact": exact_rate_ratio,
    "rate ratio, mid-p": mid_p_rate_ratio,
    "rate ratio, Wald": wald_rate_ratio,
}


def covers(row: Statistic, truth: float) -> bool:
    """An interval without limits, or open on a side, covers what lies on that side."""
    low = -np.inf if row.lower is None else row.lower
    high = np.inf if row.upper is None else row.upper
    return bool(low <= truth <= high)


def proportion_coverage(n: int, method: str) -> tuple[float, float]:
    """Mean and least coverage over the truths, exact."""
    limits = proportion_intervals(np.arange(n + 1), n, method)
    inside = (limits.lower[:, None] <= TRUTHS) & (limits.upper[:, None] >= TRUTHS)
    shares = (binom.pmf(np.arange(n + 1)[:, None], n, TRUTHS) * inside).sum(axis=0)
    return float(shares.mean()), float(shares.min())


def rate_coverage(expected: float, method: str) -> float:
    """Coverage at one expected count, exact."""
    counts = np.arange(int(expected + 12 * np.sqrt(expected) + 20))
    limits = rate_intervals(counts, 1, method=method)
    inside = (limits.lower <= expected) & (limits.upper >= expected)
    return float(poisson.pmf(counts, expected)[inside].sum())


def two_group_coverage(name: str, n: int, draws: int, seed: int) -> tuple[float, float]:
    """Share of tables covered, and share of tables with both limits."""
    interval, truth = TWO_GROUPS[name]
    generator = np.random.default_rng(seed)
    covered = closed = 0
    for _ in range(draws):
        p1, p2 = generator.uniform(0.05, 0.95, 2)
        row = interval(generator.binomial(n, p1), n, generator.binomial(n, p2), n)
        covered += covers(row, truth(p1, p2))
        closed += row.lower is not None and row.upper is not None
    return covered / draws, closed / draws


def rate_ratio_coverage(name: str, expected: float, draws: int, seed: int) -> float:
    """Share of pairs of counts covered; the second rate is half to twice the first."""
    generator = np.random.default_rng(seed)
    covered = 0
    for _ in range(draws):
        factor = 2 ** generator.uniform(-1, 1)
        x1, x2 = generator.poisson(expected), generator.poisson(expected * factor)
        covered += covers(RATES[name](x1, 1.0, x2, 1.0), 1 / factor)
    return covered / draws


def shift_coverage(n: int, draws: int, seed: int) -> tuple[float, float]:
    """Hodges-Lehmann and Welch on skewed (exponential) times, the second group shifted by 0.5."""
    generator = np.random.default_rng(seed)
    covered = np.zeros(2)
    for _ in range(draws):
        first, second = generator.exponential(1, n), generator.exponential(1, n) + 0.5
        rows = (hodges_lehmann(first, second), welch(first, second))
        covered += [covers(row, -0.5) for row in rows]
    return float(covered[0] / draws), float(covered[1] / draws)


def median_coverage(n: int, open_share: float, draws: int, seed: int) -> tuple[float, float]:
    """Kaplan-Meier median of exponential times: share covered, share with both limits.

    open_share: how many items are expected to be still open; what is open is drawn at random.
    """
    generator = np.random.default_rng(seed)
    truth, covered, closed = np.log(2), 0, 0
    for _ in range(draws):
        event = generator.exponential(1, n)
        until = generator.exponential((1 - open_share) / open_share, n) if open_share else np.inf
        row = median_time(np.minimum(event, until), event <= until)
        low, high = row.lower or 0.0, np.inf if row.upper is None else row.upper
        covered += low <= truth <= high
        closed += row.lower is not None and row.upper is not None
    return covered / draws, closed / draws


def proportion_table() -> Iterator[str]:
    """Mean and least coverage of one proportion."""
    methods = ("wilson", "wilson-cc", "exact", "wald")
    yield "| n | " + " | ".join(f"{method}, mean (least)" for method in methods) + " |"
    yield "|---" * (len(methods) + 1) + "|"
    for n in SIZES:
        shares = [proportion_coverage(n, method) for method in methods]
        yield f"| {n} | " + " | ".join(f"{100 * a:.1f} ({100 * b:.1f})" for a, b in shares) + " |"


def rate_table() -> Iterator[str]:
    """Coverage of one rate."""
    yield "| expected count | garwood | byar |"
    yield "|---|---|---|"
    for expected in EXPECTED_COUNTS:
        shares = [rate_coverage(expected, method) for method in ("garwood", "byar")]
        yield f"| {expected:g} | " + " | ".join(f"{100 * share:.1f}" for share in shares) + " |"


def two_group_table(draws: int, seed: int) -> Iterator[str]:
    """Coverage of differences and ratios."""
    yield "| interval | " + " | ".join(f"n = {n} a group" for n in SIZES) + " |"
    yield "|---" * (len(SIZES) + 1) + "|"
    for name in TWO_GROUPS:
        shares = [two_group_coverage(name, n, draws, seed)[0] for n in SIZES]
        yield f"| {name} | " + " | ".join(f"{100 * share:.1f}" for share in shares) + " |"


def rate_ratio_table(draws: int, seed: int) -> Iterator[str]:
    """Coverage of rate ratios."""
    sizes = (2, 5, 10, 50, 200)
    yield "| interval | " + " | ".join(f"{size} events expected" for size in sizes) + " |"
    yield "|---" * (len(sizes) + 1) + "|"
    for name in RATES:
        shares = [rate_ratio_coverage(name, size, draws, seed) for size in sizes]
        yield f"| {name} | " + " | ".join(f"{100 * share:.1f}" for share in shares) + " |"


def shift_table(draws: int, seed: int) -> Iterator[str]:
    """Coverage of a shift of skewed times."""
    yield "| n a group | Hodges-Lehmann | Welch |"
    yield "|---|---|---|"
    for n in SIZES:
        shares = shift_coverage(n, draws, seed)
        yield f"| {n} | " + " | ".join(f"{100 * share:.1f}" for share in shares) + " |"


def median_table(draws: int, seed: int) -> Iterator[str]:
    """Coverage of a median time."""
    yield "| n | none open | 30 % open | both limits known, 30 % open |"
    yield "|---|---|---|---|"
    for n in SIZES:
        (whole, _), (cut, known) = (median_coverage(n, share, draws, seed) for share in (0, 0.3))
        yield f"| {n} | {100 * whole:.1f} | {100 * cut:.1f} | {100 * known:.0f} |"


def titled_tables(draws: int, seed: int) -> Iterator[tuple[str, Iterator[str]]]:
    """Every table with its title."""
    yield "One proportion (exact, truths 0.02 to 0.98)", proportion_table()
    yield "One rate (exact)", rate_table()
    yield (
        f"Two proportions ({draws} tables, truths 0.05 to 0.95; an open side counts as covering)",
        two_group_table(draws, seed),
    )
    yield f"Two rates ({draws} pairs)", rate_ratio_table(draws, seed)
    yield f"Shift of two skewed samples ({draws} pairs)", shift_table(draws, seed)
    yield (
        f"Median time, Kaplan-Meier ({draws} samples; a limit not reached counts as covering)",
        median_table(draws, seed),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    say = partial(print, flush=True)
    say("Percent of intervals that cover the truth; nominal 95.\n")
    for title, lines in titled_tables(options.draws, options.seed):
        say(f"## {title}\n")
        for line in lines:
            say(line)
        say("")


if __name__ == "__main__":
    main()
