"""What the Overview says: how the program does, against its targets and the months before."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from dashboard.findings.events import Event, events_between
from dashboard.findings.months import GRAIN_WORDS
from dashboard.findings.overview_figures import Figured
from dashboard.findings.overview_tiles import overview_tiles
from dashboard.findings.sentences import (
    count,
    in_words,
    interval,
    listed,
    months_in,
    out_of,
    percent,
    plural,
    sentence,
    span,
)
from dashboard.findings.statements import Statement
from dashboard.findings.table import Table
from dashboard.findings.tile import Tile
from dashboard.findings.what_changed import nothing_changed, what_changed
from dashboard.findings.windows import Windows, where, windows
from dashboard.measures.definition import MONTHS_IN_GRAIN, Measure
from dashboard.published.lens import AXIS_WORDS, Lens
from dashboard.published.lookup import series
from dashboard.published.open import Published

HOW_CHANGES_ARE_JUDGED = (
    "**Changes.** Shares: difference with Newcombe's interval; the rate: difference with Wald's; "
    "medians: both intervals put together. Each is widened by how much more the months vary than "
    "chance would make them. The sentences are held to a stricter interval, one of four looks."
)
# A submission belongs to the radiologist who made it, whatever the exam.
NOT_OF_SUBMITTERS = ("modality", "patient_group")
LEARNING, GREAT = "Learning opportunities", "Great calls"
KIND_LINES = {"learning_opportunity": LEARNING, "great_call": GREAT}


@dataclass(frozen=True, slots=True)
class KindsOverTime:
    """Learning opportunities and great calls, a month.

    points: columns month, line, value, complete; empty when there is nothing, and `empty` says
    why. title claims only what an interval bears. mark says what a point is.
    """

    title: str
    mark: str
    points: pd.DataFrame
    events: tuple[Event, ...]
    alt: str
    source: str
    table: Table
    notes: tuple[str, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page, computed."""

    finding: str
    lead: str
    tiles: tuple[Tile, ...]
    tiles_note: str
    tile_table: Table
    notes: tuple[str, ...]
    changes: tuple[Statement, ...]
    no_change: str
    kinds: KindsOverTime
    measures: tuple[Measure, ...]
    kind_measures: tuple[Measure, ...]


def overview(published: Published, lens: Lens) -> Overview:
    """Return the Overview of a department under a lens."""
    spans = windows(published, lens)
    figures = overview_tiles(published, spans)
    changes = what_changed(published, spans, figures)
    return Overview(
        finding=overview_finding(figures, spans, figures[0].place or where(published, lens)),
        lead=_lead(figures, spans),
        tiles=tuple(figured.tile for figured in figures),
        tiles_note=_tiles_note(spans, figures),
        tile_table=_tile_table(figures),
        notes=_notes(figures),
        changes=changes,
        no_change="" if any(not each.dated for each in changes) else nothing_changed(spans),
        kinds=_kinds(published, spans),
        measures=tuple(published.measures[figured.subject.measure] for figured in figures),
        kind_measures=(published.measures["case_kinds"],),
    )


def overview_finding(figures: tuple[Figured, ...], spans: Windows, place: str = "") -> str:
    """Say what surely changed; where nothing did, how things stand and which target is missed."""
    rose = [each for each in figures if each.change and each.change.sure > 0]
    fell = [each for each in figures if each.change and each.change.sure < 0]
    moved = [each.subject.rose for each in rose] + [each.subject.fell for each in fell]
    if moved:
        text = f"{sentence(listed(moved))}{place} than in {spans.on_before.removeprefix('on ')}"
    elif figures[0].estimate is not None:
        text = f"{percent(figures[0].estimate)} of radiologists{place} submit in a month"
    elif spans.now.axis in NOT_OF_SUBMITTERS:
        text = f"Submissions are not split by {AXIS_WORDS[spans.now.axis]}"
    else:
        period = span(spans.now.start, spans.now.end)
        text = f"How many radiologists{place} submit cannot be shown for {period}"
    short = [each.subject.short for each in figures if each.surely_short]
    if not short:
        return f"{text}{_all_met(figures)}."
    verb = "is" if len(short) == 1 else "are"
    return f"{text}; {listed(short)} {verb} short of target."


def _all_met(figures: tuple[Figured, ...]) -> str:
    verdicts = [each.met for each in figures if each.met is not None]
    return "; every target is met" if len(verdicts) > 1 and all(verdicts) else ""


def _lead(figures: tuple[Figured, ...], spans: Windows) -> str:
    submitting, captured = figures[0], figures[1]
    parts = []
    if captured.estimate is not None:
        parts.append(
            f"{count(captured.numerator)} learning opportunities{captured.place} were captured, in "
            f"either system, from {count(captured.denominator)} exams"
        )
    if submitting.estimate is not None:
        share = interval(submitting.lower, submitting.upper, share=True)
        months = out_of(submitting.numerator, submitting.denominator, "radiologist-months")
        parts.append(f"{months} had a submission ({percent(submitting.estimate)}, {share})")
    verdicts = [each.met for each in figures if each.met is not None]
    met = (
        f" {in_words(sum(verdicts)).capitalize()} of {in_words(len(verdicts))} targets "
        f"{'is' if sum(verdicts) == 1 else 'are'} met."
        if verdicts
        else ""
    )
    parts = parts or _feedback_parts(figures)
    if not parts:
        return "Nothing was published for these months under this lens."
    period = sentence(f"in {span(spans.now.start, spans.now.end)}")
    caution = " More captured does not mean more errors, nor fewer." if captured.estimate else ""
    return f"{period}, {' and '.join(parts)}.{met}{caution}"


def _feedback_parts(figures: tuple[Figured, ...]) -> list[str]:
    """Return what is known of feedback, where submissions and exams cannot be shown."""
    acknowledged, days = figures[2], figures[3]
    if acknowledged.estimate is not None:
        sent = out_of(acknowledged.numerator, acknowledged.denominator, "feedback messages")
        share = interval(acknowledged.lower, acknowledged.upper, share=True)
        return [
            f"{sent}{acknowledged.place} were acknowledged within 30 days "
            f"({percent(acknowledged.estimate)}, {share})"
        ]
    if days.estimate is not None:
        return [f"the median wait for feedback{days.place} was {plural(days.estimate, 'day')}"]
    return []


def _notes(figures: tuple[Figured, ...]) -> tuple[str, ...]:
    """Return what must be said of the figures; of some of them alone, named."""
    shown = [each for each in figures if each.estimate is not None]
    said = dict.fromkeys(note for each in figures for note in each.notes)
    lines = []
    for note in said:
        of = [each.tile.label for each in shown if note in each.notes]
        lines.append(note if len(of) in (0, len(shown)) else f"{listed(of)}: {_lowered(note)}")
    return tuple(lines)


def _lowered(note: str) -> str:
    return note.replace("Shown from", "shown from", 1)


def _tiles_note(spans: Windows, figures: tuple[Figured, ...]) -> str:
    coarse = any(_apart(figured.tile) for figured in figures)
    dots = "Dots are months, or the longer periods published" if coarse else "Dots are months"
    now = span(spans.now.start, spans.now.end)
    if spans.before is None:
        return f"{dots}, lines the figure of {now}. Dashed: the target now in force."
    before = span(spans.before.start, spans.before.end)
    return (
        f"{dots}, lines whole spans: grey {before}, blue {now}. Dashed: the target now in "
        "force. Brackets: 95% interval of the change, widened where months vary more than chance."
    )


def _apart(tile: Tile) -> bool:
    """Return whether a tile's points lie more than a month apart throughout."""
    months = [point.month for point in tile.points]
    gaps = [months_in(one, two) - 1 for one, two in pairwise(months)]
    return bool(gaps) and min(gaps) > 1


def _tile_table(figures: tuple[Figured, ...]) -> Table:
    shown = pd.DataFrame(
        [
            {
                "Figure": each.tile.label,
                "Value": each.tile.figure,
                "Change": f"{each.tile.change} {each.tile.change_note}".strip(),
                "Counted": each.tile.n,
                "Target": each.tile.target_words,
            }
            for each in figures
        ]
    )
    raw = pd.DataFrame(
        [
            {
                "measure": each.subject.measure,
                "estimate": each.estimate,
                "lower": each.lower,
                "upper": each.upper,
                "numerator": each.numerator,
                "denominator": each.denominator,
                "change": each.change.difference if each.change else None,
                "change_lower": each.change.lower if each.change else None,
                "change_upper": each.change.upper if each.change else None,
                "target": each.target.threshold if each.target else None,
            }
            for each in figures
        ]
    )
    return Table("overview", shown, raw)


def _kinds(published: Published, spans: Windows) -> KindsOverTime:
    answer = series(published, "case_kinds", spans.both)
    rows = answer.frame[answer.frame["part"].isin(list(KIND_LINES))]
    rows = rows.assign(
        months=[MONTHS_IN_GRAIN[grain] for grain in rows["grain"]],
        line=[KIND_LINES[part] for part in rows["part"]],
    )
    points = pd.DataFrame(
        {
            "month": rows["from_month"],
            "line": rows["line"],
            "value": rows["numerator"] / rows["months"],
            "complete": rows["complete"],
        }
    )
    grains = sorted(set(rows["grain"]), key=lambda grain: MONTHS_IN_GRAIN[grain])
    coarse = [GRAIN_WORDS[grain] for grain in grains if grain != "month"]
    mark = "Cases put forward each month"
    if coarse:
        mark += f"; where published by the {listed(coarse)}, its average month"
    place = where(published, spans.now, answer)
    return KindsOverTime(
        title=f"Learning opportunities and great calls{place}",
        mark=f"{mark}.",
        points=points,
        events=events_between(
            published.events, spans.both.start, spans.now.end, ("go_live", "target_change")
        )[-1:],
        alt=_kinds_alt(rows),
        source=_kinds_source(published, rows),
        table=_kinds_table(rows),
        notes=answer.notes,
        empty=answer.empty_reason or ("" if len(rows) else "No kinds were published by name."),
    )


def _kinds_alt(rows: pd.DataFrame) -> str:
    figures = [
        f"{count(own['numerator'].sum())} {line.lower()}"
        for line, own in rows.groupby("line", sort=False)
    ]
    if rows.empty:
        return ""
    first, last = rows["from_month"].min(), rows["to_month"].max()
    return sentence(f"{listed(figures)} from {span(first, last)}.")


def _kinds_source(published: Published, rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    figures = [
        f"{count(own['numerator'].sum())} {line.lower()}"
        for line, own in rows.groupby("line", sort=False)
    ]
    # A grain coarser than a month may begin before the lens, or leave its last months out.
    period = f"{rows['from_month'].min():%B %Y} to {rows['to_month'].max():%B %Y}"
    source = published.measures["case_kinds"].source
    return (
        f"n = {listed(figures)}, {period}. Source: {source}. "
        "What was put forward, not all that occurred."
    )


def _kinds_table(rows: pd.DataFrame) -> Table:
    raw = rows[
        [
            "from_month",
            "to_month",
            "grain",
            "part",
            "numerator",
            "denominator",
            "estimate",
            "lower",
            "upper",
        ]
    ]
    shown = pd.DataFrame(
        {
            "From": [f"{month:%b %Y}" for month in rows["from_month"]],
            "To": [f"{month:%b %Y}" for month in rows["to_month"]],
            "Kind": rows["line"],
            "Cases": rows["numerator"],
            "Of all": rows["estimate"],
        }
    )
    return Table("kinds-of-case", shown, raw, {"Cases": "{:,.0f}", "Of all": "{:.0%}"})
