"""Write a report of a department to a file: a deck for a board, a summary for accreditation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.commands.output import say
from dashboard.commands.published_home import hand_out, month_option, open_home
from dashboard.own_data.refusal import WrongInput

if TYPE_CHECKING:
    from dashboard.published.lens import Lens
    from dashboard.published.open import Published

AUDIENCES = ("board", "chair", "staff")
home_option = click.option("--home", type=click.Path(path_type=Path), help="The department's home.")
start_option = click.option("--start", metavar="YYYY-MM", help="First month; default a year back.")
end_option = click.option("--end", metavar="YYYY-MM", help="Last month; default the last received.")


@click.group()
def report() -> None:
    """Write a report of the department to a file."""


@report.command()
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The file to write, a .pptx."
)
@home_option
@start_option
@end_option
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="board",
    show_default=True,
    help="For whom: it chooses the slides and their order.",
)
@click.option(
    "--slides", default="", metavar="KEY,KEY", help="Only these slides; a wrong key lists them all."
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="The department's own .pptx, whose layouts and theme are used.",
)
def deck(
    out: Path,
    home: Path | None,
    start: str | None,
    end: str | None,
    audience: str,
    slides: str,
    template: Path | None,
) -> None:
    """Write a board deck as PowerPoint, with charts that can be edited, and say what is in it."""
    from dashboard.confidentiality import confidentiality_of
    from dashboard.home import locate
    from dashboard.reports.deck.plan import plan_deck
    from dashboard.reports.deck.powerpoint import deck_bytes
    from dashboard.reports.deck.template import TemplateProblem

    _must_end_with(out, ".pptx")
    published = open_home(home)
    made_up = (locate(home).path / "demo").exists()
    planned = plan_deck(
        published,
        _period(published, start, end),
        "chair" if audience == "chair" else "staff" if audience == "staff" else "board",
        _chosen(slides),
        made_up,
        confidentiality_of(locate(home)),
    )
    if not planned.slides:
        raise WrongInput(f"--slides {slides}: {planned.left_out[0].why}. Choose other slides.")
    try:
        content = deck_bytes(planned, template, template.name if template else "")
    except TemplateProblem as problem:
        raise WrongInput(str(problem)) from problem
    hand_out(home, out, content)
    for number, slide in enumerate(planned.slides, 1):
        click.echo(f"{number}. {slide.title}")
    for each in planned.left_out:
        say(f"Left out, {each.name}: {each.why.rstrip('.')}.")


@report.command()
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The file to write, a .docx."
)
@home_option
@start_option
@end_option
def accreditation(out: Path, home: Path | None, start: str | None, end: str | None) -> None:
    """Write the four items accreditation asks for each year as a Word document."""
    from dashboard.confidentiality import confidentiality_of
    from dashboard.findings.accreditation import accreditation as summary_of
    from dashboard.home import locate
    from dashboard.reports.accreditation_summary import accreditation_document

    _must_end_with(out, ".docx")
    published = open_home(home)
    period = _period(published, start, end)
    page = summary_of(published, period)
    made_up = (locate(home).path / "demo").exists()
    dated, confidential = published.as_of or period.end, confidentiality_of(locate(home))
    hand_out(home, out, accreditation_document(page, dated, made_up, confidential))
    for sentence in (page.submissions, page.meeting, page.standards_said, page.actions_said):
        click.echo(sentence)


def _period(published: Published, start: str | None, end: str | None) -> Lens:
    """Return the months asked for, the last twelve received where none were."""
    from dashboard.published.lens import Lens

    months = published.months
    if not months:
        raise WrongInput("No whole month was received yet, so there is nothing to report on.")
    last = month_option("--end", end) or months[-1]
    until = [month for month in months if month <= last]
    first = month_option("--start", start) or (until[-12:] or months)[0]
    if first > last:
        raise WrongInput(f"--start {first:%Y-%m} is after --end {last:%Y-%m}. Swap them.")
    if last < months[0] or first > months[-1]:
        raise WrongInput(
            f"Data were received from {months[0]:%Y-%m} to {months[-1]:%Y-%m}. Choose among those."
        )
    return Lens(max(first, months[0]), min(last, months[-1]))


def _chosen(slides: str) -> tuple[str, ...]:
    from dashboard.reports.deck.plan import SLIDES

    keys = tuple(key.strip() for key in slides.split(",") if key.strip())
    for key in keys:
        if key not in SLIDES:
            raise WrongInput(f"--slides {key}: no such slide. Choose from {', '.join(SLIDES)}.")
    return keys


def _must_end_with(out: Path, ending: str) -> None:
    if out.suffix.lower() != ending:
        raise WrongInput(f"--out {out.name}: expected a name that ends in {ending}.")
