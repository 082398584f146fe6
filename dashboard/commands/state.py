"""Keep a home for years: bring it to today's version, back it up, restore it."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.commands.ingest import home_option, progress_bar
from dashboard.commands.output import say
from dashboard.commands.publishing import publishing
from dashboard.home import locate, open_home
from dashboard.schema_version import SCHEMA_VERSION, run_migrate

MEGABYTE = 1_000_000


@click.command()
@home_option
def migrate(home: Path | None) -> None:
    """Bring the current generation to this program's tables, vocabularies and layouts.

    Words that were not mapped when they came are mapped now, if a vocabulary or layout has
    learned them since. The generation before is kept; where nothing would change, none is made.
    """
    from dashboard.state.migrate import migrate as carry_into_today

    with progress_bar() as progress:
        migrated = carry_into_today(open_home(home), publishing(progress))
    if migrated is None:
        say("There is nothing to do: tables, vocabularies and words are today's.")
    else:
        say(f"Generation {migrated.number} is current now.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@home_option
def backup(file: Path, home: Path | None) -> None:
    """Write everything a home cannot be without to FILE, a new one that only you can read.

    It holds the current generation, the pseudonym key, the list of people, layouts, policy and
    log; dashboards go on reading meanwhile.
    """
    from dashboard.state.backup import back_up

    made = back_up(open_home(home), file)
    say(
        f"Wrote {file}: generation {made.generation}, {made.files} files, "
        f"{max(made.bytes / MEGABYTE, 0.1):,.1f} MB.",
        "It holds the names and the key: keep it as private as the home.",
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--replace", is_flag=True, help="Move a home that is there aside, whole, and restore instead."
)
@home_option
def restore(file: Path, replace: bool, home: Path | None) -> None:
    """Make a home from FILE, which `backup` wrote: all of it, verified, or nothing.

    The home must be new or empty, unless --replace moves the one that is there aside.
    """
    from dashboard.state.restore import restore as put_in_place

    place = locate(home)
    restored = put_in_place(file, place, replace=replace)
    say(f"Restored {place.path} from the backup of {restored.made_at:%Y-%m-%d %H:%M} UTC.")
    if restored.moved_to is not None:
        say(
            f"The home that was there is now {restored.moved_to}; "
            "remove it when you no longer need it."
        )
    if restored.version < SCHEMA_VERSION:
        say(f"{place.path}: {run_migrate(restored.version)}")
