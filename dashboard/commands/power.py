"""How many months a study would need, by simulation."""

from __future__ import annotations

from typing import Any

import click

from dashboard.commands.output import output_format, say, write_table


@click.command()
@click.option(
    "--before", "--months-before", "months_before", type=int, default=24,
    help="Months before the change.",
)  # fmt: skip
@click.option(
    "--months-after", "months_after", type=int, multiple=True, metavar="K",
    help="Months after; may be repeated. Default: more and more until 80 percent is reached.",
)  # fmt: skip
@click.option(
    "--exposure", "--exams", "exposure", type=float, required=True,
    help="What a month is out of, such as exams.",
)  # fmt: skip
@click.option(
    "--rate", "--baseline-rate", "rate", type=float, required=True,
    help="Events per --per of exposure, before.",
)  # fmt: skip
@click.option("--per", type=float, default=1000.0, help="The rate is per this many.")
@click.option("--ratio", type=float, required=True, help="Rate after over rate before.")
@click.option("--spread", type=float, default=0.1, help="Noise beyond chance, on the log scale.")
@click.option("--autocorrelation", type=float, default=0.2, help="Of that noise, month to month.")
@click.option("--draws", type=click.IntRange(1, 5000), default=100, help="Studies made each time.")
@click.option("--seed", type=click.IntRange(0), default=1, help="Seed of the simulation.")
@output_format
def power(output: str, draws: int, seed: int, months_after: tuple[int, ...], **plan: Any) -> None:
    """How many months after a change until an effect of a size is seen, by simulation.

    Each study made is analysed as `its` does by default, the effect read 12 months after the
    change or at the last month. lower and upper are the 95 percent limits of the share called.
    """
    from dashboard.findings.planning import (
        COLUMNS,
        Study,
        months_tried,
        power_rows,
        power_sentences,
    )

    study = Study(**plan)
    if months_after:
        rows = [
            row for months in months_after for row in months_tried(study, draws, seed, (months,))
        ]
        for row in rows:
            say(*power_sentences(study, [row]))
    else:
        rows = list(months_tried(study, draws, seed))
        say(*power_sentences(study, rows))
    write_table(power_rows(rows), COLUMNS, output)
