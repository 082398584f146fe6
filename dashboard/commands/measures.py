"""Print what the pages show: the catalogue of measures, and the numbers of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dashboard.command_line import PROGRAM
from dashboard.commands.output import output_format, write_table
from dashboard.commands.published_home import month_option, open_home
from dashboard.own_data.refusal import RefusedByDisclosure, WrongInput

if TYPE_CHECKING:
    from dashboard.published.lookup import Answer
    from dashboard.published.open import Published

CATALOGUE_COLUMNS = ["name", "title", "kind", "unit", "by", "sensitivity", "status"]
MEASURE_COLUMNS = [
    "period",
    "member",
    "part",
    "numerator",
    "denominator",
    "estimate",
    "lower",
    "upper",
    "unit",
    "note",
]
PARTS_OF = {"theme": "learning_themes", "case_kind": "case_kinds"}


@click.command()
@output_format
def measures(output: str) -> None:
    """List every measure: name, title, kind, unit, axes, sensitivity and status."""
    from dashboard.measures.catalogue import read_catalogue
    from dashboard.sql_files import BrokenQueryFile

    try:
        catalogue = read_catalogue()
    except BrokenQueryFile as error:
        raise WrongInput(str(error)) from error
    rows = [
        {
            **{column: getattr(measure, column) for column in CATALOGUE_COLUMNS if column != "by"},
            "by": " ".join(measure.by or ()),
        }
        for measure in catalogue.measures.values()
    ]
    write_table(rows, CATALOGUE_COLUMNS, output)


@click.command()
@click.argument("name")
@click.option(
    "--by",
    type=click.Choice(["site", "section", "modality", "theme", "case_kind", "patient_group"]),
    help="Split by one axis; theme and case_kind are the parts of a composition.",
)
@click.option("--member", "members", multiple=True, help="Only this unit; may be given again.")
@click.option("--start", metavar="YYYY-MM", help="First month; default the first published.")
@click.option("--end", metavar="YYYY-MM", help="Last month; default the last published.")
@click.option(
    "--grain",
    type=click.Choice(["month", "quarter", "half", "year"]),
    help="Only this grain; refused where it is not published.",
)
@click.option("--home", type=click.Path(path_type=Path), help="The department's home.")
@output_format
def measure(
    name: str,
    by: str | None,
    members: tuple[str, ...],
    start: str | None,
    end: str | None,
    grain: str | None,
    home: Path | None,
    output: str,
) -> None:
    """Print one measure, a row a period, unit and part, with its 95 % interval."""
    published = open_home(home)
    _check_name(published, name, by)
    answer = _answer(published, name, by, members, (start, end), grain)
    for note in answer.notes:
        click.echo(note, err=True)
    if answer.empty_reason:
        click.echo(answer.empty_reason, err=True)
    write_table(_rows(answer), MEASURE_COLUMNS, output)


def _check_name(published: Published, name: str, by: str | None) -> None:
    if name not in published.measures:
        raise WrongInput(
            f"{name}: no such measure. `{PROGRAM} measures` lists them; after adding "
            f"one, publish it with `{PROGRAM} publish`."
        )
    if by in PARTS_OF and published.measures[name].vocabulary != by:
        raise WrongInput(f"{name} has no parts by {by}. Use {PARTS_OF[by]} for that.")


def _answer(
    published: Published,
    name: str,
    by: str | None,
    members: tuple[str, ...],
    months: tuple[str | None, str | None],
    grain: str | None,
) -> Answer:
    from dashboard.published.lens import Lens
    from dashboard.published.lookup import series

    axis = by if by and by not in PARTS_OF else "all"
    start = month_option("--start", months[0]) or published.months[0]
    end = month_option("--end", months[1]) or published.months[-1]
    if start > end:
        raise WrongInput(f"--start {start:%Y-%m} is after --end {end:%Y-%m}. Swap them.")
    lens = Lens(start, end, axis, _members(published, axis, members))
    answer = series(published, name, lens, grain=grain, running=True)
    if answer.frame.empty and axis != "all":
        raise RefusedByDisclosure(answer.empty_reason or "Nothing may be shown.")
    if grain and not answer.frame.empty and set(answer.frame["grain"]) != {grain}:
        found = " and ".join(sorted(set(answer.frame["grain"])))
        raise RefusedByDisclosure(
            f"{answer.measure.title} is published by the {found} for these months, so that no one "
            f"can be singled out; it cannot be had by the {grain}."
        )
    return answer


def _members(published: Published, axis: str, members: tuple[str, ...]) -> tuple[str, ...]:
    if members and axis == "all":
        raise WrongInput("--member needs --by site, section, modality or patient_group.")
    words = published.unit_words(axis)
    known = {name.casefold(): name for name in published.axes.get(axis, ())}
    known |= {words[name].casefold(): name for name in known.values() if name in words}
    for member in members:
        if member.casefold() not in known:
            choices = ", ".join(published.axes.get(axis, ())) or "none published"
            raise WrongInput(f"--member {member}: no such {axis}. Choose from: {choices}.")
    return tuple(known[member.casefold()] for member in members)


def _rows(answer: Answer) -> list[dict[str, Any]]:
    from dashboard.findings.period_rows import period_name

    frame = answer.frame
    unit = (
        answer.measure.unit
        if answer.measure.per == 1
        else f"{answer.measure.per:,.0f} {answer.measure.unit}"
    )
    rows = []
    for row in frame.itertuples():
        running = "" if row.complete else "month not ended"
        rows.append(
            {
                "period": period_name(row.from_month, row.grain),
                "member": row.member,
                "part": row.part,
                "numerator": row.numerator,
                "denominator": row.denominator,
                "estimate": row.estimate,
                "lower": row.lower,
                "upper": row.upper,
                "unit": unit,
                "note": "; ".join(text for text in (running, row.note) if text),
            }
        )
    return rows
