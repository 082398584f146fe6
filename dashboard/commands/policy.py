"""The disclosure policy of a department: what is in force, and a dated change of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from dashboard.commands.ingest import home_option
from dashboard.commands.output import output_format, say, write_table
from dashboard.home import open_home

COLUMNS = ["name", "value", "allowed", "since", "why"]


@click.group()
def policy() -> None:
    """List the thresholds a department may change, and change one."""


@policy.command("list")
@output_format
@home_option
def list_policy(output: str, home: Path | None) -> None:
    """Print each threshold: its value, what it may be, and since when and why it is so."""
    from dashboard.publish.policy import policy_lines

    write_table([asdict(line) for line in policy_lines(open_home(home))], COLUMNS, output)


@policy.command("set")
@click.argument("name")
@click.argument("value")
@click.option("--why", required=True, metavar="TEXT", help="It goes into the audit trail.")
@home_option
def set_policy(name: str, value: str, why: str, home: Path | None) -> None:
    """Set threshold NAME to VALUE for what closes from now on; what was published stays."""
    from dashboard.publish.policy import change_policy

    if change_policy(open_home(home), name, value, why):
        say(f"{name} is {value} for every period that closes from now on; what is published stays.")
    else:
        say(f"{name} is {value} already; nothing was changed.")
