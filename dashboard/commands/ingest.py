"""Take exports into a home, look at what was taken, and go back: the commands of a coordinator."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dashboard.command_line import PROGRAM
from dashboard.commands.output import output_format, say, write_table
from dashboard.home import Home, create_home, locate, open_home, remove_empty_home
from dashboard.own_data.refusal import WrongInput

if TYPE_CHECKING:
    from dashboard.ingest.rejects import RejectedTable, Rejects
    from dashboard.ingest.take import TakenExports

RECEIPT_COLUMNS = [
    "file",
    "layout",
    "table",
    "read",
    "accepted",
    "rejected",
    "duplicate",
    "superseded",
    "redacted",
]
home_option = click.option(
    "--home",
    "home",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The department's home; else PEER_LEARNING_HOME, else the platform's data folder.",
)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--layout", metavar="NAME", help="Use this layout in place of recognising one.")
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the rejected rows, whole, to be corrected and taken again: a file for each table "
    "that has some, r.csv, r-2.csv and so on.",
)
@click.option(
    "--inbox",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Take each new file of this folder once; a file that cannot be taken is named and left.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the receipts as JSON.")
@home_option
def ingest(
    paths: tuple[Path, ...],
    layout: str | None,
    rejects: Path | None,
    inbox: Path | None,
    as_json: bool,
    home: Path | None,
) -> None:
    """Take export files, or folders of them, into a home and publish what they say.

    Without --inbox one run is all or nothing: a file that cannot be taken leaves the home as it
    was. What lies beside exports in a folder or ZIP and is no table is left out and named. The
    receipt of each file says what became of every row. A first run without a row makes no home.
    """
    if bool(paths) == (inbox is not None):
        raise click.UsageError("give the files or folders to take, or --inbox with a folder.")
    from dashboard.ingest.rejects import Rejects

    files = Rejects(rejects) if rejects else None
    was_there = locate(home).key_path.exists()
    place = create_home(home)
    try:
        taken, refused = _take(place, paths, inbox, layout, files)
    except BaseException:
        if not was_there:
            remove_empty_home(place)
        raise
    no_home = taken.generation is None and not was_there
    if no_home:
        remove_empty_home(place)
    _print_taken(taken, as_json)
    if files:
        say(*(_what_it_holds(path, table) for path, table in files.written))
    say(*refused)
    if no_home:
        say(f"{place.path}: no home was made, as there was no row to take; take a file with rows.")
    if refused or no_home:
        click.get_current_context().exit(2)


def _take(
    place: Home,
    paths: tuple[Path, ...],
    inbox: Path | None,
    layout: str | None,
    rejects: Rejects | None,
) -> tuple[TakenExports, list[str]]:
    """Take the files, or what is new in the inbox; return what was taken and what was refused."""
    from dashboard.ingest.inbox import take_inbox
    from dashboard.ingest.take import take

    with progress_bar() as progress:
        options: dict[str, Any] = {
            "publish": _publishing(progress),
            "layout": layout,
            "rejects": rejects,
            "progress": progress,
        }
        if inbox is not None:
            return take_inbox(place, inbox, **options)
        return take(place, list(paths), **options), []


@click.command()
@click.argument("table")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "xlsx"]),
    default="csv",
    show_default=True,
    help="A text file or a workbook.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write it; default stdout for csv, TABLE.xlsx for xlsx.",
)
def template(table: str, kind: str, out: Path | None) -> None:
    """Write an empty file for TABLE (radiologists, or roster) with every column and code explained.

    Fill it in and take it with `ingest`: the lines of explanation are passed over.
    """
    from dashboard.ingest.template import template_csv, write_template_workbook
    from dashboard.warehouse.tables import table_called, tables

    described = table_called(table)
    if described is None:
        raise WrongInput(f"{table}: no such table; the tables are {', '.join(tables())}.")
    if kind == "xlsx":
        path = out or Path(f"{table}.xlsx")
        _writing(path, lambda: write_template_workbook(described, path))
    elif out is None:
        click.echo(template_csv(described), nl=False)
    else:
        text = template_csv(described)
        _writing(out, lambda: out.write_text(text, encoding="utf-8-sig"))


@click.group()
def layout() -> None:
    """Layouts: how the columns of each system's export become ours."""


@layout.command("list")
@output_format
@home_option
def layout_list(output: str, home: Path | None) -> None:
    """List the layouts that are known: built in, and the department's own."""
    from dashboard.ingest.layouts import empty_layouts, known_layouts

    own = locate(home).layouts_folder
    rows = [
        {"name": one.name, "title": one.title, "system": one.system, "table": one.table}
        for one in known_layouts(own)
    ]
    write_table(rows, ["name", "title", "system", "table"], output)
    say(*empty_layouts(own))


@layout.command("suggest")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--table", metavar="TABLE", help="Propose for this table.")
@click.option("--save", metavar="NAME", help="Write it into the home as this layout.")
@home_option
def layout_suggest(file: Path, table: str | None, save: str | None, home: Path | None) -> None:
    """Propose a layout for FILE as TOML: which column is which, with values and dates.

    With --save it lies in layouts/ of the home: correct it there, and take the file with
    `ingest`. Without, it is printed.
    """
    from dashboard.ingest.layouts import known_layouts
    from dashboard.ingest.suggest import suggest_layout
    from dashboard.ingest.suggested_layout import save_proposal

    proposal = suggest_layout(file, known_layouts(locate(home).layouts_folder), table)
    if save is None:
        click.echo(proposal.text, nl=False)
    say(*proposal.remarks)
    if save is not None:
        path = save_proposal(create_home(home).layouts_folder, save, proposal.text)
        say(f"Saved as {path}: correct it, then `{PROGRAM} ingest {file} --layout {save}`.")


@click.command()
@output_format
@home_option
def generations(output: str, home: Path | None) -> None:
    """List the generations that are kept, newest last, and which one is current."""
    from dashboard.ingest.kept_generations import list_generations

    rows = [
        {
            "generation": kept.number,
            "current": kept.current,
            "made_at": kept.made_at,
            "rows": kept.rows,
            "exports": kept.exports,
        }
        for kept in list_generations(open_home(home))
    ]
    write_table(rows, ["generation", "current", "made_at", "rows", "exports"], output)


@click.command()
@click.argument("generation", type=int, required=False)
@home_option
def rollback(generation: int | None, home: Path | None) -> None:
    """Go back to GENERATION, or to the one before the current; nothing is deleted."""
    from dashboard.ingest.kept_generations import roll_back

    number = roll_back(open_home(home), generation)
    say(f"Generation {number} is current now.")


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """Give a function that draws how far a run is, on a terminal; nowhere else."""
    if not sys.stderr.isatty():
        yield lambda words, share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading the files", total=1.0)
        yield lambda words, share: bar.update(task, description=words, completed=share)


def _publishing(progress: Callable[[str, float], None]) -> Callable[[Path, Path], None]:
    """Return what publishes a generation; it is imported only when there is one to publish."""

    def publish(warehouse: Path, published: Path) -> None:
        from dashboard.publish import publish_generation

        publish_generation(
            warehouse,
            published,
            lambda words, share: progress(f"Publishing: {words}", 0.5 + 0.5 * share),
        )

    return publish


def _print_taken(taken: TakenExports, as_json: bool) -> None:
    """Print the receipts; in words, on stderr, what they come to."""
    from dashboard.ingest.receipt import left_out_in_words, nothing_new

    records = [receipt.as_record() for receipt in taken.receipts]
    if as_json:
        result = {"generation": taken.generation, "receipts": records}
        click.echo(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        write_table(records, RECEIPT_COLUMNS, "table")
        for receipt in taken.receipts:
            said = (*receipt.notes, *receipt.why_rejected)
            say(*(f"{receipt.file}: {sentence}." for sentence in said))
    if taken.left_out:
        say(left_out_in_words(taken.left_out))
    if not taken.new:
        say(f"{nothing_new(taken.receipts)} No generation was made.")
    elif taken.generation is not None:
        say(f"Generation {taken.generation} is current now.")


def _what_it_holds(path: Path, table: RejectedTable) -> str:
    rows = f"{len(table.rows):,} rejected {'row' if len(table.rows) == 1 else 'rows'}"
    return f"Wrote {path}: {rows} of {table.called}."


def _writing(path: Path, write: Callable[[], object]) -> None:
    try:
        write()
    except OSError as error:
        raise WrongInput(f"{path}: cannot be written ({error.strerror}).") from error
    say(f"Wrote {path}.")
