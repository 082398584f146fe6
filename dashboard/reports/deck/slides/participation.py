"""Participation: how many radiologists take part, and whether targets are met."""

from __future__ import annotations

import pandas as pd

from dashboard.findings.months import day
from dashboard.findings.participation_trends import (
    counted_unit,
    meeting_target,
    target_in_lens,
)
from dashboard.findings.sentences import (
    count,
    listed,
    out_of,
    percent,
    sentence,
    short_month,
    short_span,
)
from dashboard.findings.targets import target_at
from dashboard.published.lookup import series
from dashboard.reports.deck.chart_pieces import alt_of, axis_of, series_of
from dashboard.reports.deck.material import Material
from dashboard.reports.deck.positions import (
    body,
    columns,
    figures_across,
    fitting_title,
    key_figures,
)
from dashboard.reports.deck.slide import Box, Element, LeftOut, LineChart, Run, Series, Slide, Text
from dashboard.reports.deck.words_on_charts import end_labels, level_name, scale_for

KEY, NAME = "participation", "Participation"
SUBMITTING = "radiologists_submitting"
FEWEST_POINTS = 3
NO_CHART = "No line is drawn: fewer than three periods are published."


def participation(material: Material) -> Slide | LeftOut:
    """Return the slide, or why there is none."""
    submitting = material.figure(SUBMITTING)
    if submitting is None:
        return LeftOut(KEY, NAME, material.participation[1] or "no roster to count people by")
    title = fitting_title(
        material.participation[0].rstrip("."),
        f"{submitting.value} of radiologists submit",
    )
    left, right = columns(body(title), 7.6, 3.7)
    chart = _chart(material, left)
    figures = _figures(material)
    unit = sentence(_unit(material))
    counted = f"{count(submitting.numerator)} of {count(submitting.denominator)}"
    return Slide(
        key=KEY,
        name=NAME,
        title=title,
        subtitle=f"{unit} with a case put forward: {counted}, "
        f"{short_span(submitting.first, submitting.last)} ({submitting.interval})"
        f"{_begins(material) if chart else ''}",
        elements=(
            (*chart, *key_figures(right, figures, "Figure"))
            if chart
            else figures_across(body(title), figures, "Figure", NO_CHART)
        ),
        notes=_notes(material),
        answers=("gain",),
        claims="than in" in title,
    )


def _begins(material: Material) -> str:
    """Say where the line begins, which goes back further than the figures beside it."""
    first = series(material.published, SUBMITTING, material.windows.both).frame["from_month"].min()
    return "" if day(first) >= material.period.start else f"; line from {short_month(day(first))}"


def _unit(material: Material) -> str:
    return counted_unit(series(material.published, SUBMITTING, material.period).frame)


def _chart(material: Material, room: Box) -> tuple[Element, ...]:
    rows = series(material.published, SUBMITTING, material.windows.both).frame
    rows = rows.dropna(subset=["estimate"]).sort_values("from_month")
    if len(rows) < FEWEST_POINTS or len(set(rows["grain"])) > 1:
        return ()
    rows = rows.assign(month=[day(month) for month in rows["from_month"]])
    dates, ticks = axis_of(rows)
    period = str(rows["grain"].iloc[0])
    share = series_of("Radiologists submitting", rows, dates, "focus", SUBMITTING)
    target = _target(material, rows, dates)
    chart = LineChart(
        name=f"Chart of radiologists submitting by {period}",
        box=Box(room.left, room.top, room.width - 0.7, room.height),
        alt=alt_of("Share of radiologists submitting", rows, period, share=True),
        dates=dates,
        series=(share, *target),
        scale=scale_for([1.0], percent=True),
        tick_months=ticks,
    )
    return (chart, *_names(chart, rows, target))


def _target(
    material: Material, rows: pd.DataFrame, dates: tuple[object, ...]
) -> tuple[Series, ...]:
    target = target_at(material.published.targets, SUBMITTING, material.period.end)
    if target is None:
        return ()
    inside = set(rows["month"])
    values = tuple(target.share if month in inside else None for month in dates)
    return (Series("Target", values, "muted", 1.5, dashed=True),)


def _names(chart: LineChart, rows: pd.DataFrame, target: tuple[Series, ...]) -> tuple[Element, ...]:
    """Say the last share at the end of its line, and the target at its own."""
    last = rows.iloc[-1]
    names: list[Text] = list(
        end_labels(
            chart,
            [
                (
                    "Last value",
                    float(last["estimate"]),
                    ((Run(percent(last["estimate"]), 16, "focus", bold=True),),),
                )
            ],
            0.65,
        )
    )
    if target:
        level = next(value for value in target[0].values if value is not None)
        names.append(
            level_name(chart, "Target", level, Run(f"Target {percent(level)}", 14, "muted"))
        )
    return tuple(names)


def _figures(material: Material) -> tuple[tuple[str, str, str], ...]:
    found = []
    met = target_in_lens(material.published, material.period)
    if met is not None:
        target, answer = met
        hits, out = answer.frame["numerator"].sum(), answer.frame["denominator"].sum()
        found.append(
            (
                percent(hits / out),
                f"reach the target of {target.cases_words}",
                out_of(hits, out, f"radiologist-{answer.frame['grain'].iloc[0]}s"),
            )
        )
    receiving = material.figure("radiologists_receiving_feedback")
    if receiving is not None:
        found.append((receiving.value, "receive feedback in a month", receiving.counted))
    attending = material.figure("conference_attendance")
    if attending is not None:
        found.append((attending.value, "of conference invitations are taken up", attending.counted))
    if not found:
        submitting = material.figure(SUBMITTING)
        assert submitting is not None
        found.append((submitting.value, "of radiologists submit", submitting.counted))
    return tuple(found)


def _targets(material: Material) -> str:
    meeting = meeting_target(material.published, material.windows)
    return f"Targets: {meeting.source or meeting.empty}"


def _notes(material: Material) -> tuple[str, ...]:
    found = [
        material.figure(name)
        for name in (SUBMITTING, "radiologists_receiving_feedback", "conference_attendance")
    ]
    missing = [
        words
        for words, each in zip(
            ("receiving feedback", "conference attendance"), found[1:], strict=True
        )
        if each is None
    ]
    return (
        "Say: people count while they are present, at their home site. Somebody who put nothing "
        "forward may have met nothing to share. Nobody is named or ranked.",
        *material.notes(*found),
        _targets(material),
        *([f"Not shown, no data for these months: {listed(missing)}."] if missing else []),
    )
