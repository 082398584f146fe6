"""Find out, and confirm, which radiologist of the roster an unknown name of an export is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.commands.ingest import home_option, progress_bar
from dashboard.commands.output import output_format, say, write_table
from dashboard.commands.publishing import publishing
from dashboard.home import Home, open_home

if TYPE_CHECKING:
    from dashboard.ingest.name_suggestions import Unknown

COLUMNS = ["written", "cells", "rank", "may_be", "known_by", "shared_words", "similarity"]


@click.group()
def people() -> None:
    """Who is who: people the exports name and no roster does."""


@people.command()
@click.option(
    "--most",
    type=click.IntRange(1, 20),
    default=3,
    show_default=True,
    help="How many radiologists to suggest for each unknown name.",
)
@output_format
@home_option
def suggest(most: int, output: str, home: Path | None) -> None:
    """List who is on no roster, and which radiologists they may be, likeliest first.

    Nobody is merged by this: `people confirm` does that, on your word. The list holds names, so
    keep it to yourself.
    """
    from dashboard.ingest.name_suggestions import unknown_people
    from dashboard.ingest.people import open_people

    place = _home(home)
    unknown = unknown_people(place, open_people(place), most)
    write_table([row for one in unknown for row in _rows(one)], COLUMNS, output)
    if not unknown:
        say("Everybody the exports name is on a roster.")


@people.command()
@click.argument("alias")
@click.argument("person")
@home_option
def confirm(alias: str, person: str, home: Path | None) -> None:
    """Say that ALIAS, as the exports write it, is PERSON of the roster.

    PERSON is a name, e-mail or staff number just as the roster has it. What was taken under
    ALIAS is theirs in a new generation, and so is what comes.
    """
    from dashboard.ingest.confirmed_names import confirm as take_word

    with progress_bar() as progress:
        confirmed = take_word(_home(home), alias, person, publishing(progress))
    if confirmed.generation is None:
        say(f"{alias} is {confirmed.name} from now on; no row of today named them.")
    else:
        say(
            f"{alias} is {confirmed.name}; cells that are theirs now: {confirmed.cells}.",
            f"Generation {confirmed.generation} is current now.",
        )


def _rows(unknown: Unknown) -> list[dict[str, object]]:
    """Return a row a suggestion; one row without any when nobody is like the unknown one."""
    named = {"written": unknown.written, "cells": unknown.cells}
    ranked = [
        {
            **named,
            "rank": rank,
            "may_be": one.name,
            "known_by": one.known_by,
            "shared_words": one.shared,
            "similarity": round(one.similarity, 3),
        }
        for rank, one in enumerate(unknown.candidates, 1)
    ]
    return ranked or [named]


def _home(home: Path | None) -> Home:
    from dashboard.state.version import require_todays_version

    place = open_home(home)
    require_todays_version(place)
    return place
