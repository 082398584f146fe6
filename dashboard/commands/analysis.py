"""Run an analysis that was saved on the Research workbench page: the same numbers as there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.commands.output import output_format, say, write_table
from dashboard.commands.published_home import hand_out, open_home
from dashboard.own_data.refusal import WrongInput

if TYPE_CHECKING:
    from dashboard.findings.saved_analysis import Analysis
    from dashboard.published.open import Published


@click.group()
def analysis() -> None:
    """Run or write up a saved analysis, a small TOML file from the Research workbench."""


home_option = click.option("--home", type=click.Path(path_type=Path), help="The department's home.")


@analysis.command("run")
@click.argument("file", type=click.Path(path_type=Path))
@home_option
@output_format
def run(file: Path, home: Path | None, output: str) -> None:
    """Print the numbers of the analysis in FILE, as the page shows and downloads them."""
    from dashboard.findings.workbench import run_analysis

    done = run_analysis(*saved_analysis_of(file, home))
    say(done.finding, *done.notes)
    write_table(done.rows, done.columns, output)


@analysis.command("report")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out", "out", required=True, type=click.Path(path_type=Path), metavar="F.md|F.docx",
    help="The file to write, Markdown or Word by its ending.",
)  # fmt: skip
@home_option
def report(file: Path, out: Path, home: Path | None) -> None:
    """Write the methods paragraph and checklists of the analysis in FILE."""
    from dashboard.confidentiality import confidentiality_of
    from dashboard.findings.reporting import report_of
    from dashboard.findings.workbench import run_analysis
    from dashboard.home import locate
    from dashboard.reports.methods.markdown import markdown
    from dashboard.reports.methods.word import word_document

    if out.suffix.lower() not in (".md", ".docx"):
        raise WrongInput(f"{out}: ends in neither .md nor .docx. Name the file so.")
    published, saved = saved_analysis_of(file, home)
    written = report_of(published, saved, run_analysis(published, saved))
    word = out.suffix.lower() == ".docx"
    words = confidentiality_of(locate(home))
    content = word_document(written, words) if word else markdown(written, words).encode()
    hand_out(home, out, content)
    say(f"Wrote {out}.", *(f"{one.title}: {one.summary}" for one in written.checklists))


def saved_analysis_of(file: Path, home: Path | None) -> tuple[Published, Analysis]:
    """Return what the home has published, and the analysis in `file` checked against it."""
    from dashboard.findings.saved_analysis import read_analysis

    if not file.is_file():
        raise WrongInput(f"{file}: is not there. Give the path of a saved analysis.")
    published = open_home(home)
    return published, read_analysis(file.name, file.read_bytes(), published)
