"""How often does a chart of a stable process signal all the same, by rule set and length?

Run: python -m tests.simulate.simulate_false_alarms [--series 5000] [--seed 1] > table.md
Prints Markdown. Stable normal series of 12 to 60 points, neighbours alike or not.
"""

import argparse
from collections.abc import Iterator, Sequence

from dashboard.analysis.false_alarms import RULES, RulesInUse, simulate_false_alarm_share

LENGTHS = (12, 24, 36, 60)
AUTOCORRELATIONS = (0.0, 0.3)
NAMES: dict[RulesInUse, str] = {
    "runs": "Anhøj (run chart)",
    "runs-and-3-sigma": "Anhøj or 3 sigma (I chart)",
    "plot-the-dots": "four plot-the-dots rules",
}


def table(series: int, seed: int) -> Iterator[str]:
    """A row an autocorrelation and length, a column a rule set; percent of series that signal."""
    yield "| autocorrelation | points | " + " | ".join(NAMES[rules] for rules in RULES) + " |"
    yield "|---|---" + "|---" * len(RULES) + "|"
    for phi in AUTOCORRELATIONS:
        for points in LENGTHS:
            shares = (
                simulate_false_alarm_share(
                    points, rules, series=series, seed=seed, autocorrelation=phi
                )
                for rules in RULES
            )
            cells = " | ".join(f"{100 * share:.1f}" for share in shares)
            yield f"| {phi:g} | {points} | {cells} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    print(f"Percent of {options.series} stable series that signal at least once.\n")
    for line in table(options.series, options.seed):
        print(line, flush=True)


if __name__ == "__main__":
    main()
