"""Publish the current generation again, or restate a period that has closed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from dashboard.commands.output import output_format, say, write_table
from dashboard.commands.published_home import open_home
from dashboard.own_data.refusal import WrongInput

COLUMNS = ["measure", "axis", "year", "grain", "groups", "merged_units", "rows", "held"]


@click.command()
@click.option("--home", type=click.Path(path_type=Path), help="The department's home.")
@click.option(
    "--audit",
    "audited",
    is_flag=True,
    help="Judge all numbers of a year together while the department is being set up, as is always "
    "done once months close, and show less where they prove anything of a few people.",
)
@click.option(
    "--restate",
    "period",
    metavar="PERIOD",
    help="Take in the rows held of a closed period: 2026, 2026-H1, 2026-Q2, 2026-03 or all.",
)
@click.option(
    "--keep",
    "keep",
    is_flag=True,
    help="Let months close from now on: what is published of them stays. Before others read.",
)
@click.option(
    "--why", metavar="TEXT", help="Why it is restated or kept; it goes into the audit trail."
)
@output_format
def publish(
    home: Path | None,
    audited: bool,
    period: str | None,
    keep: bool,
    why: str | None,
    output: str,
) -> None:
    """Publish the current warehouse again; print what is shown, by which grain, merged and held.

    What was published of a closed month stays as it is; rows that came, changed or went since
    are held. --restate takes those of a period in, unless the difference would tell of a few.
    Months close where others sign in, or once --keep was given; before, each run counts anew.
    """
    _check_options(period, keep, why)
    from dashboard.commands.ingest import progress_bar
    from dashboard.findings.closed_periods import (
        SETTING_UP,
        closing_words,
        held_sentence,
    )
    from dashboard.findings.restatement import held_in, left_sentence, restated_sentences
    from dashboard.home import open_home as home_there
    from dashboard.ingest.generation import republish
    from dashboard.publish import publish_generation
    from dashboard.publish.restating import read_period
    from dashboard.publish.setting_up import begin_closing
    from dashboard.sql_files import BrokenQueryFile

    restate = read_period(period, (why or "").strip()) if period else None
    held = held_in(open_home(home), restate.text, restate.months) if restate else None
    if keep:
        begin_closing(home_there(home), why or "")
    try:
        with progress_bar() as progress:
            republish(
                home_there(home),
                partial(
                    publish_generation, progress=progress, audited=audited or None, restate=restate
                ),
            )
    except BrokenQueryFile as error:
        raise WrongInput(str(error)) from error
    published = open_home(home)
    write_table(published.frame("shown").to_dict("records"), COLUMNS, output)
    closing = closing_words(published)
    said = (
        "" if published.is_kept else SETTING_UP,
        f"{closing}." if closing else "",
        *(restated_sentences(held, published) if held else ()),
        held_sentence(published),
        "" if held else left_sentence(published),
    )
    say(*filter(None, said))


def _check_options(period: str | None, keep: bool, why: str | None) -> None:
    given = "--restate" if period else "--keep" if keep else ""
    if given and not (why and why.strip()):
        raise click.UsageError(f"{given} needs --why TEXT: the reason goes into the audit trail.")
    if why and not given:
        raise click.UsageError("--why belongs to --restate PERIOD, or to --keep.")
