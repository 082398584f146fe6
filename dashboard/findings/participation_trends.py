"""Participation over time: submitting, receiving, meeting the target, month ends, the old quota."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dashboard.findings.block import Block
from dashboard.findings.events import Event
from dashboard.findings.go_lives import go_lives, of_sites
from dashboard.findings.months import day, published_by
from dashboard.findings.sentences import (
    count,
    in_words,
    listed,
    out_of,
    percent,
    sentence,
    short_span,
    span,
)
from dashboard.findings.share_chart import share_chart
from dashboard.findings.table import INTERVAL_COLUMNS, LEDGER_COLUMNS, Table
from dashboard.findings.targets import PERIOD_WORDS, Target, targets_for
from dashboard.findings.windows import Windows, last_day, where
from dashboard.published.lens import Lens
from dashboard.published.lookup import Answer, series
from dashboard.published.open import Published

# People present once a period: the unit follows the periods they were counted in.
PERSON_PERIODS = "radiologist-periods"
# Limits from fewer periods than this would say more about the months than about the program.
FEWEST_FOR_LIMITS = 8


def share_over_time(
    published: Published, spans: Windows, measure: str, title: str, unit: str
) -> Block:
    """Return a share period by period, between control limits.

    unit: what the denominator counts, plural; PERSON_PERIODS for people present in a period.
    The frame has the columns of charts.control; the month that has not ended is in it, without
    limits.
    """
    answer = series(published, measure, spans.both, running=True)
    rows = answer.frame.dropna(subset=["estimate"]).reset_index(drop=True)
    whole = rows[rows["complete"]].reset_index(drop=True)
    title += where(published, spans.now, answer)
    if whole.empty:
        return Block(title, empty=answer.empty_reason or "Nothing to judge in these months yet.")
    unit = counted_unit(whole) if unit == PERSON_PERIODS else unit
    unfinished = _plain_points(rows[~rows["complete"]], unit, ", not over")
    points, mark, method = _limited(whole, unit)
    points = pd.concat([points, unfinished])
    return Block(
        title=title,
        mark=mark,
        frame=points.reset_index(drop=True),
        alt=_alt(title, points, mark),
        source=_source(published, measure, whole, unit),
        table=share_table(measure, rows),
        measures=(published.measures[measure],),
        notes=answer.notes,
        method=method,
    )


def counted_unit(rows: pd.DataFrame) -> str:
    """Return what is counted in shares of people present: "radiologist-months"."""
    grains = sorted(set(rows["grain"]))
    return f"radiologist-{PERIOD_WORDS[grains[0]]}s" if len(grains) == 1 else "radiologist-periods"


def _limited(whole: pd.DataFrame, unit: str) -> tuple[pd.DataFrame, str, str]:
    """Return the points with their limits, the line that says what a mark is, and the method."""
    dot = f"Each dot is a {_grain(whole)}"
    if len(whole) < FEWEST_FOR_LIMITS:
        points = _plain_points(whole, unit)
        return points, f"{dot}; fewer than {FEWEST_FOR_LIMITS} are too few for limits.", ""
    chart = share_chart(whole, unit)
    mark = (
        f"{dot}. Grey band: where chance alone would leave it, {chart.baseline}. Ochre diamonds: "
        f"outside it, or a run too long for chance. {_signals(chart.signals, whole)}"
    )
    notes = (f" {sentence(note)}." for note in chart.notes)
    method = f"Chart: {chart.kind}; {chart.baseline}.{''.join(notes)}"
    return chart.points, mark, method


def meeting_target(published: Published, spans: Windows) -> Block:
    """Return the share that met its target, each stretch by the period of the target in force."""
    place = where(published, spans.now)
    title = f"Radiologists meeting their target{place}"
    measure = published.measures["radiologists_meeting_target"]
    stretches = targets_for(
        published.targets, "submissions", spans.both.start, last_day(spans.both)
    )
    if not stretches:
        return Block(
            title,
            empty="No target on submissions was in force. A targets file with the metric "
            "“submissions” would fill this chart.",
        )
    answers = [_in_force(published, spans.both, target) for target in stretches]
    found = [
        (target, answer)
        for target, answer in zip(stretches, answers, strict=True)
        if answer is not None and len(answer.frame)
    ]
    if not found:
        reason = next((answer.empty_reason for answer in answers if answer), None)
        return Block(title, empty=reason or "No period of a target has ended in these months.")
    title = f"Radiologists meeting their target{where(published, spans.now, found[-1][1])}"
    rows = pd.concat([answer.frame for _, answer in found]).sort_values("from_month")
    rows = rows.dropna(subset=["estimate"]).reset_index(drop=True)
    said = "; ".join(_stretch_words(target, answer) for target, answer in found)
    return Block(
        title=title,
        mark="Each dot is one period of the target then in force; a part-time radiologist’s "
        "target is lowered, and so is one on leave.",
        frame=_stretches(found),
        alt=f"{title}: {said}.",
        source=f"{sentence(said)}. Source: {measure.source}.",
        table=share_table("radiologists_meeting_target", rows),
        measures=(measure,),
        notes=tuple(dict.fromkeys(note for _, answer in found for note in answer.notes)),
    )


def target_in_lens(published: Published, lens: Lens) -> tuple[Target, Answer] | None:
    """Return the newest target in force in the lens with its periods there, None without any."""
    stretches = targets_for(published.targets, "submissions", lens.start, last_day(lens))
    for target in reversed(stretches):
        answer = _in_force(published, lens, target)
        if answer is not None and answer.frame["denominator"].sum():
            return target, answer
    return None


def quota_before(published: Published, spans: Windows) -> Block:
    """Return how much of the scored-review quota was done, over the whole history: one era only."""
    name = "legacy_review_compliance"
    measure = published.measures[name]
    first = published.months[0] if published.months else spans.both.start
    lens = replace(spans.now, start=min(first, spans.now.start))
    answer = series(published, name, lens)
    place = where(published, spans.now, answer)
    title = f"Before: scored reviews done of those required{place}"
    rows = answer.frame.dropna(subset=["estimate"]).reset_index(drop=True)
    if rows.empty:
        return Block(title, empty=answer.empty_reason or "No scored reviews were required.")
    points = pd.DataFrame(
        {
            "month": rows["from_month"],
            "line": "Reviews done",
            "value": rows["estimate"],
            "complete": rows["complete"],
        }
    )
    hits, out = rows["numerator"].sum(), rows["denominator"].sum()
    return Block(
        title=title,
        mark="Grey: the scored-review quota, month by month, at sites before their go-live."
        f"{_first_of(published, lens)} A quota is not participation: the two are not one series.",
        frame=points,
        alt=f"{title}: {percent(hits / out)} of required reviews done, from "
        f"{short_span(day(rows['from_month'].min()), day(rows['to_month'].max()))}.",
        source=f"n = {out_of(hits, out, 'reviews required')}, "
        f"{short_span(day(rows['from_month'].min()), day(rows['to_month'].max()))}. "
        f"Source: {measure.source}.",
        table=share_table(name, rows),
        measures=(measure,),
        notes=answer.notes,
    )


def _first_of(published: Published, lens: Lens) -> str:
    """Say of the one line drawn that more go-lives follow: their words would collide."""
    sites = lens.members if lens.axis == "site" else ()
    many = len(of_sites(go_lives(published), sites))
    return f" The line is the first of {in_words(many)} go-lives." if many > 1 else ""


def first_go_live(published: Published, lens: Lens) -> tuple[Event, ...]:
    """Return the first go-live at the lens's sites, or none."""
    sites = lens.members if lens.axis == "site" else ()
    return of_sites(go_lives(published), sites)[:1]


def share_table(name: str, rows: pd.DataFrame) -> Table:
    """Return shares as a table: period, hits, out of, share, interval."""
    shown = pd.DataFrame(
        {
            "Period": [
                short_span(day(first), day(last))
                for first, last in zip(rows["from_month"], rows["to_month"], strict=True)
            ],
            "Reached": rows["numerator"],
            "Out of": rows["denominator"],
            "Share": rows["estimate"],
            "95% low": rows["lower"],
            "95% high": rows["upper"],
        }
    )
    raw = rows[[*LEDGER_COLUMNS, *INTERVAL_COLUMNS, "complete"]]
    formats = {"Reached": "{:,.0f}", "Out of": "{:,.0f}"}
    shares = dict.fromkeys(("Share", "95% low", "95% high"), "{:.0%}")
    return Table(name.replace("_", "-"), shown, raw, formats | shares)


def _in_force(published: Published, lens: Lens, target: Target) -> Answer | None:
    start = max(lens.start, target.first.replace(day=1))
    end = lens.end if target.last is None else min(lens.end, target.last.replace(day=1))
    if start > end:
        return None
    within = replace(lens, start=start, end=end)
    return series(published, "radiologists_meeting_target", within, grain=target.period)


def _stretches(found: Sequence[tuple[Target, Answer]]) -> pd.DataFrame:
    """Return the points of charts.control, a gap between two targets: they are not one series."""
    parts = []
    for place, (target, answer) in enumerate(found):
        rows = answer.frame.sort_values("from_month")
        if place:
            parts.append(_gap(rows["from_month"].iloc[0]))
        parts.append(
            pd.DataFrame(
                {
                    "month": rows["from_month"],
                    "value": rows["estimate"],
                    "signal": False,
                    "complete": rows["complete"],
                    "said": [
                        f"{out_of(hits, n, 'radiologists')}, {target.cases_words}"
                        for hits, n in zip(rows["numerator"], rows["denominator"], strict=True)
                    ],
                }
            )
        )
    points = pd.concat(parts).reset_index(drop=True)
    return points.assign(centre=float("nan"), lower=float("nan"), upper=float("nan"))


def _gap(month: pd.Timestamp) -> pd.DataFrame:
    row = {"month": month, "value": float("nan"), "signal": False, "complete": True, "said": ""}
    return pd.DataFrame([row])


def _stretch_words(target: Target, answer: Answer) -> str:
    rows = answer.frame
    hits, out = rows["numerator"].sum(), rows["denominator"].sum()
    unit = f"radiologist-{PERIOD_WORDS[target.period]}s"
    last = rows["to_month"].max()
    first = rows["from_month"].min()
    return (
        f"{percent(hits / out) if out else 'none'} reached {target.cases_words} "
        f"({out_of(hits, out, unit)}, {short_span(day(first), day(last))})"
    )


def _plain_points(rows: pd.DataFrame, unit: str, ending: str = "") -> pd.DataFrame:
    """Return points without limits."""
    return pd.DataFrame(
        {
            "month": rows["from_month"],
            "value": rows["estimate"],
            "centre": float("nan"),
            "lower": float("nan"),
            "upper": float("nan"),
            "signal": False,
            "complete": rows["complete"],
            "said": [
                f"{out_of(hits, n, unit)}{ending}"
                for hits, n in zip(rows["numerator"], rows["denominator"], strict=True)
            ],
        }
    )


def _signals(signals: int, rows: pd.DataFrame) -> str:
    grain = _grain(rows)
    if not signals:
        return f"No {grain} signals."
    verb = "signal" if signals > 1 else "signals"
    return f"{sentence(in_words(signals))} of {count(len(rows))} {grain}s {verb}."


def _grain(rows: pd.DataFrame) -> str:
    grains = sorted(set(rows["grain"]))
    return PERIOD_WORDS[grains[0]] if len(grains) == 1 else "published period"


def _alt(title: str, points: pd.DataFrame, mark: str) -> str:
    values = [percent(value) for value in points["value"].dropna()]
    months = span(day(points["month"].iloc[0]), day(points["month"].iloc[-1]))
    return f"{title}, {months}, in order: {listed(values)}. {mark}"


def _source(published: Published, measure: str, rows: pd.DataFrame, unit: str) -> str:
    whole = out_of(rows["numerator"].sum(), rows["denominator"].sum(), unit)
    period = short_span(day(rows["from_month"].min()), day(rows["to_month"].max()))
    coarse = "" if set(rows["grain"]) == {"month"} else f" Published {published_by(rows)}."
    return f"n = {whole}, {period}. Source: {published.measures[measure].source}.{coarse}"
