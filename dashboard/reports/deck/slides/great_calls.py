"""Great calls and feedback: what went well is shared too, and whether feedback arrives."""

from __future__ import annotations

import pandas as pd

from dashboard.findings.overview_figures import ACKNOWLEDGED, DAYS, Figured
from dashboard.findings.quarters import by_quarter
from dashboard.findings.sentences import count, listed, percent
from dashboard.reports.deck.chart_pieces import axis_of, series_of
from dashboard.reports.deck.material import Material
from dashboard.reports.deck.positions import (
    body,
    columns,
    figures_across,
    fitting_title,
    key_figures,
)
from dashboard.reports.deck.slide import Box, Colour, Element, LeftOut, LineChart, Run, Slide
from dashboard.reports.deck.words_on_charts import end_labels, scale_for

KEY, NAME = "great-calls", "Great calls and feedback"
KINDS = "case_kinds"
LINES: tuple[tuple[str, str, Colour], ...] = (
    ("learning_opportunity", "Learning opportunities", "focus"),
    ("great_call", "Great calls", "second"),
)
FEWEST_POINTS = 3
NO_CHART = (
    "Kinds of case over time are not drawn: fewer than three quarters are published by name, since "
    "the months are few or too few radiologists stand behind them."
)


def great_calls(material: Material) -> Slide | LeftOut:
    """Return the slide, or why there is none."""
    figures = _figures(material)
    if not figures:
        return LeftOut(
            KEY, NAME, "no cases with a kind and no feedback in these months; both exports fill it"
        )
    title = _title(material)
    matter = body(title)
    left, right = columns(matter, 7.6, 3.7)
    chart, period = _chart(material, left)
    subtitle = f"Cases put forward a {period}, and what became of them in {material.when}"
    return Slide(
        key=KEY,
        name=NAME,
        title=title,
        subtitle=subtitle if chart else f"Cases and feedback in {material.when}",
        elements=(
            (*chart, *key_figures(right, figures, "Figure"))
            if chart
            else figures_across(matter, figures, "Figure", NO_CHART)
        ),
        notes=_notes(material),
        answers=("gain",),
    )


def _title(material: Material) -> str:
    great = material.figure("great_call_share")
    acknowledged, days = _figured(material, ACKNOWLEDGED), _figured(material, DAYS)
    parts = []
    if great is not None:
        parts.append(f"{great.value} of cases celebrate a great call")
    if acknowledged is not None and acknowledged.estimate is not None:
        short = ", short of its target" if acknowledged.surely_short else ""
        parts.append(f"{percent(acknowledged.estimate)} of feedback is acknowledged{short}")
    elif days is not None and days.estimate is not None:
        parts.append(f"feedback takes {days.tile.value} {days.tile.unit}")
    said = "; ".join(parts) or "Feedback is sent for the cases put forward"
    return fitting_title(said, parts[0] if parts else said)


def _figured(material: Material, subject: object) -> Figured | None:
    found = [each for each in material.figures if each.subject is subject]
    return found[0] if found and found[0].estimate is not None else None


def _chart(material: Material, room: Box) -> tuple[tuple[Element, ...], str]:
    lens = material.windows.both
    frames, period = {}, "quarter"
    for part, _, _ in LINES:
        rows, period = by_quarter(material.published, KINDS, lens, part)
        frames[part] = rows
    every = pd.concat(list(frames.values()))
    if any(len(rows) < FEWEST_POINTS for rows in frames.values()):
        return (), period
    dates, ticks = axis_of(every)
    chart = LineChart(
        name=f"Chart of kinds of case by {period}",
        box=Box(room.left, room.top, room.width - 1.6, room.height),
        alt=_alt(frames, period),
        dates=dates,
        series=tuple(
            series_of(name, frames[part], dates, colour, KINDS, "numerator")
            for part, name, colour in LINES
        ),
        scale=scale_for(every["numerator"].tolist()),
        tick_months=ticks,
    )
    ends = [
        (name, float(frames[part]["numerator"].iloc[-1]), _end(name, frames[part], colour, period))
        for part, name, colour in LINES
    ]
    return (chart, *end_labels(chart, ends, 1.5)), period


def _end(name: str, rows: pd.DataFrame, colour: Colour, period: str) -> tuple[tuple[Run, ...], ...]:
    last = count(rows["numerator"].iloc[-1])
    return (
        (Run(name, 15, colour, bold=True),),
        (Run(f"{last} in the last {period}", 13, "muted"),),
    )


def _alt(frames: dict[str, pd.DataFrame], period: str) -> str:
    said = [
        f"{name.lower()} {listed([count(value) for value in frames[part]['numerator']])}"
        for part, name, _ in LINES
    ]
    return f"Cases put forward by {period}, in order: {'; '.join(said)}."


def _figures(material: Material) -> tuple[tuple[str, str, str], ...]:
    found = []
    great = material.figure("great_call_share")
    if great is not None:
        found.append((great.value, "of cases are great calls", great.counted))
    acknowledged, days = _figured(material, ACKNOWLEDGED), _figured(material, DAYS)
    if acknowledged is not None and acknowledged.estimate is not None:
        found.append(
            (
                percent(acknowledged.estimate),
                "of feedback acknowledged within 30 days",
                _with_target(acknowledged),
            )
        )
    if days is not None:
        found.append(
            (
                f"{days.tile.value} {days.tile.unit.split()[0]}",
                _days_label(days),
                _with_target(days),
            )
        )
    return tuple(found)


def _days_label(days: Figured) -> str:
    """Medians of months cannot be added up: outside calendar years the middle one speaks."""
    middle = " of the middle month" if "middle" in days.tile.unit else ""
    return f"from submission to feedback, median{middle}"


def _with_target(figured: Figured) -> str:
    target = "" if figured.target is None else f"; {figured.tile.target_words.lower()}"
    return f"{figured.tile.n}{target}"


def _notes(material: Material) -> tuple[str, ...]:
    days = _figured(material, DAYS)
    return (
        "Say: a great call is a catch worth celebrating. Feedback goes to the person who read the "
        "case, in private; acknowledgement is where the loop closes.",
        *material.notes(
            material.figure("great_call_share"), material.figure("feedback_acknowledged")
        ),
        *(
            [f"Days to feedback: {days.tile.value} {days.tile.unit}, Kaplan-Meier; {days.tile.n}."]
            if days
            else []
        ),
    )
