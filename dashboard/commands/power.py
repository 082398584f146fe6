"""How many months a study would need, by simulation."""

from __future__ import annotations

from typing import Any

import click

from dashboard.commands.output import output_format, say, write_table


@click.command()
@click.option("--before", "months_before", type=int, default=24, help="Months before the change.")
@click.option(
    "--exposure", type=float, required=True, help="What a month is out of, such as exams."
)
@click.option("--rate", type=float, required=True, help="Events per --per of exposure, before.")
@click.option("--per", type=float, default=1000.0, help="The rate is per this many.")
@click.option("--ratio", type=float, required=True, help="Rate after over rate before.")
@click.option("--spread", type=float, default=0.1, help="Noise beyond chance, on the log scale.")
@click.option("--autocorrelation", type=float, default=0.2, help="Of that noise, month to month.")
@click.option("--draws", type=click.IntRange(1, 5000), default=100, help="Studies made each time.")
@click.option("--seed", type=int, default=1, help="Seed of the simulation.")
@output_format
def power(output: str, draws: int, seed: int, **plan: Any) -> None:
    """How many months after a change until an effect of a size is seen, by simulation."""
    from dashboard.findings.planning import (
        COLUMNS,
        Study,
        months_tried,
        power_rows,
        power_sentences,
    )

    study = Study(**plan)
    rows = list(months_tried(study, draws, seed))
    say(*power_sentences(study, rows))
    write_table(power_rows(rows), COLUMNS, output)
