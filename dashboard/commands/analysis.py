"""Run an analysis that was saved on the Research workbench page: the same numbers as there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.commands.output import output_format, say, write_table
from dashboard.commands.published_home import open_home
from dashboard.own_data.refusal import WrongInput

if TYPE_CHECKING:
    from dashboard.findings.workings import Workings


@click.group()
def analysis() -> None:
    """Run a saved analysis, a small TOML file that the Research workbench page gives."""


home_option = click.option("--home", type=click.Path(path_type=Path), help="The department's home.")


@analysis.command("run")
@click.argument("file", type=click.Path(path_type=Path))
@home_option
@output_format
def run(file: Path, home: Path | None, output: str) -> None:
    """Print the numbers of the analysis in FILE, as the page shows and downloads them."""
    done = workings_of(file, home)
    say(done.finding, *done.notes)
    write_table(done.rows, done.columns, output)


def workings_of(file: Path, home: Path | None) -> Workings:
    """Run the analysis in `file` on what the home has published."""
    from dashboard.findings.saved_analysis import read_analysis
    from dashboard.findings.workbench import run_analysis

    if not file.is_file():
        raise WrongInput(f"{file}: is not there. Give the path of a saved analysis.")
    published = open_home(home)
    return run_analysis(published, read_analysis(file.name, file.read_bytes(), published))
