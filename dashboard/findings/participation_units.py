"""Participation by site and section, over bands of people, and at conferences: nobody by name."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.findings.block import Block
from dashboard.findings.months import day
from dashboard.findings.participation_trends import counted_unit
from dashboard.findings.sentences import (
    DASH,
    count,
    figure,
    interval,
    listed,
    out_of,
    percent,
    plural,
    sentence,
    short_span,
    span,
)
from dashboard.findings.table import INTERVAL_COLUMNS, LEDGER_COLUMNS, Table
from dashboard.findings.windows import Windows
from dashboard.published.lens import AXIS_WORDS, Lens
from dashboard.published.lookup import Answer, series, totals
from dashboard.published.open import Published

SUBMITTING = "radiologists_submitting"
PER_MONTH = "submissions_per_radiologist_month"
ATTENDANCE = "conference_attendance"


def by_unit(published: Published, spans: Windows, axis: str) -> Block:
    """Return the share submitting in an average month, one row a unit of `axis`.

    The frame has the columns of charts.unit_dots. A lens on units of the same axis still shows
    all of them; one on another axis leaves this empty, with the reason.
    """
    title = f"Submitting by {AXIS_WORDS[axis]}"
    crossed = _crossed(spans.now, axis)
    if crossed:
        return Block(title, empty=crossed)
    lens = Lens(spans.now.start, spans.now.end, axis)
    answer = totals(published, SUBMITTING, lens)
    if answer.frame.empty:
        return Block(title, empty=answer.empty_reason or "")
    earlier = _earlier(published, spans, axis)
    rows = answer.frame.sort_values("member").reset_index(drop=True)
    frame = pd.DataFrame(
        {
            "label": rows["member"],
            "estimate": rows["estimate"],
            "lower": rows["lower"],
            "upper": rows["upper"],
            "said": [
                f"{count(hits)} of {count(n)}"
                for hits, n in zip(rows["numerator"], rows["denominator"], strict=True)
            ],
            "before": [earlier.get(tuple(units)) for units in rows["members"]],
        }
    )
    now = span(spans.now.start, spans.now.end)
    grey = (
        f"; grey: {span(spans.before.start, spans.before.end)}" if earlier and spans.before else ""
    )
    measures = (published.measures[SUBMITTING], published.measures[PER_MONTH])
    n = out_of(rows["numerator"].sum(), rows["denominator"].sum(), counted_unit(rows))
    return Block(
        title=title,
        mark=f"Blue dot and line: {now}, with its 95% interval{grey}. In order of the alphabet, "
        "not of rank.",
        frame=frame,
        alt=f"{title}, {now}: "
        + listed([f"{row.label} {percent(row.estimate)}" for row in frame.itertuples()])
        + ".",
        source=f"n = {n}"
        f", {short_span(*(answer.snapped or (spans.now.start, spans.now.end)))}. "
        f"Source: {measures[0].source}.",
        table=_unit_table(published, rows, lens, axis),
        measures=measures,
        notes=answer.notes,
    )


def overall(published: Published, lens: Lens) -> float | None:
    """Return the department's share submitting in an average month of the lens."""
    whole = totals(published, SUBMITTING, Lens(lens.start, lens.end)).frame
    return None if whole.empty else float(whole["estimate"].iloc[0])


def bands(published: Published, spans: Windows) -> tuple[Block, str, str]:
    """Return how submissions spread over radiologists, and the words for now and before.

    The frame has the columns of charts.band_bars. Whole calendar years, in bands of at least
    five people; two years are shown in bands both have.
    """
    name = "submissions_a_year"
    title = "How submissions spread over radiologists"
    if spans.now.axis != "all" and spans.now.members:
        return Block(title, empty=f"{title} is shown for the department only."), "", ""
    answer = series(published, name, Lens(spans.both.start, spans.now.end))
    rows = answer.frame.assign(year=[month.year for month in answer.frame["from_month"]])
    years = sorted(set(rows["year"]))[-2:]
    if not years:
        reason = "No whole calendar year lies in these months; bands are of whole years."
        return Block(title, empty=reason), "", ""
    per_year = [_spread(rows[rows["year"] == year]) for year in years]
    frame = in_common_bands(*per_year)
    now = str(years[-1])
    before = str(years[0]) if len(years) > 1 else ""
    people = int(rows.loc[rows["year"] == years[-1], "denominator"].iloc[0])
    measure = published.measures[name]
    block = Block(
        title=title,
        mark="Each bar is the number of radiologists whose submissions of the year lie in the "
        "band; a band holds at least five people.",
        frame=frame,
        alt=f"{title} in {now}: "
        + listed([f"{row.now:.0f} put forward {row.band}" for row in frame.itertuples()])
        + ".",
        source=f"n = {plural(people, 'radiologist')} present for at least half of {now}. "
        f"Source: {measure.source}.",
        table=_band_table(rows),
        measures=(measure,),
        notes=answer.notes,
    )
    return block, now, before


def in_common_bands(*years: dict[tuple[int, int | None], float]) -> pd.DataFrame:
    """Return counts of people in the finest bands all years share, the last year as `now`.

    years: band (lowest, highest; None is no end) -> people, oldest first. With two years the
    first is `before`. The lowest band begins where that of any year does.
    """
    lows = [{low for low, _ in year} for year in years]
    starts = sorted(set.intersection(*lows) | {min(set.union(*lows))})
    columns = ["now"] if len(years) == 1 else ["before", "now"]
    frame = pd.DataFrame({"band": [_band_words(starts, place) for place in range(len(starts))]})
    for column, year in zip(columns, years[-2:], strict=True):
        sums = [0.0] * len(starts)
        for (low, _), people in year.items():
            place = max(position for position, start in enumerate(starts) if start <= low)
            sums[place] += people
        frame[column] = sums
    return frame


def attendance(published: Published, spans: Windows) -> tuple[Block, pd.DataFrame]:
    """Return conference attendance month by month and site by site, and each site's whole span.

    Frames as charts.strips takes them.
    """
    title = "Conference attendance"
    lens = spans.now
    axis = "site" if lens.axis == "all" else lens.axis
    whole = replace(lens, axis=axis)
    answer = series(published, ATTENDANCE, whole, running=True)
    if answer.frame.empty:
        return Block(title, empty=answer.empty_reason or ""), pd.DataFrame()
    rows = answer.frame.sort_values(["member", "from_month"])
    added = totals(published, ATTENDANCE, whole)
    summary = pd.DataFrame(
        {
            "label": added.frame["member"],
            "value": added.frame["estimate"],
            "said": [
                out_of(hits, n, "invitations")
                for hits, n in zip(
                    added.frame["numerator"], added.frame["denominator"], strict=True
                )
            ],
        }
    ).sort_values("label")
    points = pd.DataFrame(
        {
            "label": rows["member"],
            "month": rows["from_month"],
            "value": rows["estimate"],
            "complete": rows["complete"],
            "said": [
                f"{count(hits)} of {count(n)}"
                for hits, n in zip(rows["numerator"], rows["denominator"], strict=True)
            ],
        }
    )
    return _attendance_block(published, title, spans, rows, points, summary, answer), summary


def _attendance_block(
    published: Published,
    title: str,
    spans: Windows,
    rows: pd.DataFrame,
    points: pd.DataFrame,
    summary: pd.DataFrame,
    answer: Answer,
) -> Block:
    measure = published.measures[ATTENDANCE]
    hits, out = rows["numerator"].sum(), rows["denominator"].sum()
    said = listed([f"{row.label} {percent(row.value)}" for row in summary.itertuples()])
    return Block(
        title=title,
        mark="One mark a month, as high as the share of invitations that were attended; every "
        "radiologist and conference counts once.",
        frame=points,
        alt=f"{title}, {span(spans.now.start, spans.now.end)}: {said}.",
        source=f"n = {out_of(hits, out, 'invitations')}, "
        f"{short_span(spans.now.start, spans.now.end)}. Source: {measure.source}.",
        table=_month_table(rows),
        measures=(measure,),
        notes=answer.notes,
    )


def _crossed(lens: Lens, axis: str) -> str:
    """Return why units of `axis` cannot be shown under a lens on units of another, if it is."""
    if lens.axis in ("all", axis) or not lens.members:
        return ""
    first, second = AXIS_WORDS[lens.axis], AXIS_WORDS[axis]
    return (
        f"{sentence(first)} and {second} cannot be combined, so that no one can be singled out. "
        f"Choose All to see every {second}."
    )


def _earlier(published: Published, spans: Windows, axis: str) -> dict[tuple[str, ...], float]:
    if spans.before is None:
        return {}
    rows = totals(published, SUBMITTING, Lens(spans.before.start, spans.before.end, axis)).frame
    return {
        tuple(row["members"]): float(row["estimate"])
        for row in rows.to_dict("records")
        if pd.notna(row["estimate"])
    }


def _unit_table(published: Published, rows: pd.DataFrame, lens: Lens, axis: str) -> Table:
    rates = totals(published, PER_MONTH, lens).frame
    per = {tuple(row["members"]): row for row in rates.to_dict("records")}
    found = [per.get(tuple(units)) for units in rows["members"]]
    shown = pd.DataFrame(
        {
            sentence(AXIS_WORDS[axis]): rows["member"],
            "Months with a submission": rows["numerator"],
            "Radiologist-months": rows["denominator"],
            "Share": rows["estimate"],
            "95% interval": [
                interval(low, high, share=True).removeprefix("95% interval ")
                for low, high in zip(rows["lower"], rows["upper"], strict=True)
            ],
            "Cases a radiologist-month": [
                "–" if row is None else figure(row["estimate"]) for row in found
            ],
            "Its 95% interval": [
                ""
                if row is None
                else interval(row["lower"], row["upper"]).removeprefix("95% interval ")
                for row in found
            ],
        }
    )
    both = pd.concat([rows.assign(measure=SUBMITTING), rates.assign(measure=PER_MONTH)])
    raw = both[["measure", *LEDGER_COLUMNS, *INTERVAL_COLUMNS]]
    formats = {
        "Months with a submission": "{:,.0f}",
        "Radiologist-months": "{:,.0f}",
        "Share": "{:.0%}",
    }
    return Table(f"participation-by-{axis}", shown, raw, formats)


def _band_table(rows: pd.DataFrame) -> Table:
    shown = pd.DataFrame(
        {
            "Year": rows["year"].astype(str),
            "Submissions": rows["part"].str.replace("-", DASH),
            "Radiologists": rows["numerator"],
            "Of": rows["denominator"],
        }
    )
    raw = rows[["from_month", "to_month", "part", "numerator", "denominator"]]
    return Table("submissions-a-year", shown, raw, {"Radiologists": "{:.0f}", "Of": "{:.0f}"})


def _month_table(rows: pd.DataFrame) -> Table:
    shown = pd.DataFrame(
        {
            "Unit": rows["member"],
            "Month": [short_span(day(month), day(month)) for month in rows["from_month"]],
            "Attended": rows["numerator"],
            "Invitations": rows["denominator"],
            "Share": rows["estimate"],
        }
    )
    raw = rows[[*LEDGER_COLUMNS, *INTERVAL_COLUMNS, "complete"]]
    formats = {"Attended": "{:,.0f}", "Invitations": "{:,.0f}", "Share": "{:.0%}"}
    return Table("conference-attendance", shown, raw, formats)


def _spread(rows: pd.DataFrame) -> dict[tuple[int, int | None], float]:
    return {_ends(str(row["part"])): float(row["numerator"]) for row in rows.to_dict("records")}


def _ends(band: str) -> tuple[int, int | None]:
    if band.endswith("+"):
        return int(band[:-1]), None
    low, _, high = band.partition("-")
    return int(low), int(high or low)


def _band_words(starts: list[int], place: int) -> str:
    low = starts[place]
    if place == len(starts) - 1:
        return f"{low}+"
    high = starts[place + 1] - 1
    return str(low) if high == low else f"{low}–{high}"
