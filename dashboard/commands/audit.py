"""The audit trail on the command line: read it, and check that nobody touched it."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.commands.ingest import home_option
from dashboard.commands.output import output_format, say, write_table
from dashboard.home import open_home
from dashboard.own_data.refusal import WrongInput
from dashboard.written_down import check_written

COLUMNS = ["number", "at", "event", "who", "facts"]


@click.group()
def audit() -> None:
    """Read the audit trail of a home, and check that no line was changed or removed."""


@audit.command("list")
@output_format
@home_option
def list_lines(output: str, home: Path | None) -> None:
    """Print what was done, newest first."""
    rows = [
        {
            "number": entry.number,
            "at": entry.at,
            "event": entry.event,
            "who": entry.facts.get("who"),
            "facts": "; ".join(f"{k}: {v}" for k, v in entry.facts.items() if k != "who"),
        }
        for entry in open_home(home).audit_trail().entries()
    ]
    write_table(rows, COLUMNS, output)


@audit.command("verify")
@click.option(
    "--noted", default="", metavar="HASH", help="A hash noted earlier, which must still be there."
)
@home_option
def verify(noted: str, home: Path | None) -> None:
    """Check the trail and the ledger, line by line; exit code 2 if one changed or is gone."""
    place = open_home(home)
    verdict = check_written(place, noted)
    if verdict.problems:
        raise WrongInput(
            " ".join(verdict.problems)
            + " Keep the file as it is, compare it with a backup, and find out who had access."
        )
    say(
        f"{verdict.lines} lines, none changed or removed."
        + (f" {verdict.earlier} older lines are sealed by the first." if verdict.earlier else ""),
        f"{len(place.ledger().entries())} entries of the ledger, each as it was written.",
    )
    click.echo(verdict.last)
