"""The custodian's extract: de-identified rows for research, on the machine that holds the home."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.commands.ingest import home_option
from dashboard.commands.output import output_format, say, write_table
from dashboard.extract.write import PEOPLE, write_extract
from dashboard.home import open_home

COLUMNS = ["file", "rows", "dropped", "people", "made_coarser"]


@click.command()
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="A new folder for the rows and the codebook.",
)
@click.option(
    "--why",
    required=True,
    metavar="TEXT",
    help="For whom and by whose approval; it is written down.",
)
@click.option(
    "--people",
    type=click.IntRange(min=PEOPLE),
    default=PEOPLE,
    show_default=True,
    help="How many different people stand behind each kind of row, in each role.",
)
@output_format
@home_option
def extract(folder: Path, why: str, people: int, output: str, home: Path | None) -> None:
    """Write de-identified cases and reviews, with a codebook, under the department's approval.

    One row a case or review, keyed by nothing, without day, person or free text; periods and
    places are made coarser until enough people stand behind each kind of row.
    """
    written = write_extract(open_home(home), folder, why, people)
    rows = [
        {
            "file": str(one.file),
            "rows": len(one.found.rows),
            "dropped": one.found.dropped,
            "people": one.found.fewest,
            "made_coarser": sum(one.found.given_up.values()),
        }
        for one in written
    ]
    write_table(rows, COLUMNS, output)
    say(f"{folder / 'codebook.md'} says what each column holds and what was given up.")
