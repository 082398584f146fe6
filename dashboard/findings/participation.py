"""What the Participation page says: who takes part, where, and how evenly."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.findings.block import Block
from dashboard.findings.change import Change, change_of_shares, spread_of_shares
from dashboard.findings.events import Event, events_between
from dashboard.findings.participation_trends import (
    PERSON_PERIODS,
    counted_unit,
    first_go_live,
    meeting_target,
    quota_before,
    share_over_time,
    target_in_lens,
)
from dashboard.findings.participation_units import attendance, bands, by_unit, overall
from dashboard.findings.sentences import interval, out_of, percent, span
from dashboard.findings.targets import PERIOD_WORDS, target_at
from dashboard.findings.what_changed import EVEN_FLOW
from dashboard.findings.windows import Windows, where, windows
from dashboard.published.lens import AXIS_WORDS, Lens
from dashboard.published.lookup import Answer, series, totals
from dashboard.published.open import Published

SUBMITTING = "radiologists_submitting"


@dataclass(frozen=True, slots=True)
class Participation:
    """Everything on the page, computed; each block carries its frame and words."""

    finding: str
    lead: str
    nothing: str
    submitting: Block
    target: float | None
    receiving: Block
    meeting: Block
    target_changes: tuple[Event, ...]
    by_site: Block
    by_section: Block
    department: float | None
    spread: Block
    spread_now: str
    spread_before: str
    month_ends: Block
    even_flow: float
    attendance: Block
    attendance_summary: pd.DataFrame
    quota: Block
    quota_events: tuple[Event, ...]


def participation(published: Published, lens: Lens) -> Participation:
    """Return the Participation page of a department under a lens."""
    spans = windows(published, lens)
    target = target_at(published.targets, SUBMITTING, lens.end)
    spread, now, before = bands(published, spans)
    attended, summary = attendance(published, spans)
    finding, lead = participation_top(published, spans)
    return Participation(
        finding=finding,
        lead=lead,
        nothing=_nothing(published, lens),
        submitting=share_over_time(
            published, spans, SUBMITTING, "Radiologists submitting", PERSON_PERIODS
        ),
        target=target.share if target else None,
        receiving=share_over_time(
            published,
            spans,
            "radiologists_receiving_feedback",
            "Radiologists receiving feedback",
            "radiologist-months",
        ),
        meeting=meeting_target(published, spans),
        target_changes=events_between(
            published.events, spans.both.start, lens.end, ("target_change",)
        ),
        by_site=by_unit(published, spans, "site"),
        by_section=by_unit(published, spans, "section"),
        department=overall(published, lens),
        spread=spread,
        spread_now=now,
        spread_before=before,
        month_ends=share_over_time(
            published,
            spans,
            "last_days_of_month",
            "Cases in the last five days of the month",
            "cases",
        ),
        even_flow=EVEN_FLOW,
        attendance=attended,
        attendance_summary=summary,
        quota=quota_before(published, spans),
        quota_events=tuple(first_go_live(published, lens)),
    )


def participation_top(published: Published, spans: Windows) -> tuple[str, str]:
    """Return the finding and the lead: what is computed first, and all that a deck needs."""
    answer = totals(published, SUBMITTING, spans.now)
    place = where(published, spans.now, answer)
    if answer.frame.empty or answer.snapped is None:
        period = span(spans.now.start, spans.now.end)
        return f"Participation{place} in {period} is not shown.", answer.empty_reason or ""
    row = answer.frame.iloc[0]
    change = _change(published, spans, row)
    period = PERIOD_WORDS[str(row["grain"])]
    finding = f"{percent(row['estimate'])} of radiologists{place} submit in a {period}"
    if change is not None and change.sure:
        more = "more" if change.sure > 0 else "fewer"
        finding += f", {more} than in {spans.on_before.removeprefix('on ')}"
    return f"{finding}{_reached(published, spans.now)}.", _lead(spans, answer, place, change)


def _nothing(published: Published, lens: Lens) -> str:
    """Return why the whole page is empty under a lens participation cannot be split by."""
    if lens.axis == "all" or lens.axis in (published.measures[SUBMITTING].by or ()):
        return ""
    return (
        f"A submission belongs to the radiologist who made it, not to a {AXIS_WORDS[lens.axis]}. "
        "Choose All, a site or a section."
    )


def _change(published: Published, spans: Windows, row: pd.Series) -> Change | None:
    if spans.before is None:
        return None
    before = totals(published, SUBMITTING, spans.before).frame
    same = before[before["members"] == row["members"]] if len(before) else before
    if same.empty:
        return None
    periods = series(published, SUBMITTING, spans.both).frame
    now = periods["from_month"] >= pd.Timestamp(spans.now.start)
    return change_of_shares(
        (row["numerator"], row["denominator"]),
        (same["numerator"].iloc[0], same["denominator"].iloc[0]),
        spread_of_shares(periods[now], periods[~now]),
    )


def _reached(published: Published, lens: Lens) -> str:
    found = target_in_lens(published, lens)
    if found is None:
        return ""
    target, answer = found
    share = answer.frame["numerator"].sum() / answer.frame["denominator"].sum()
    return f"; {percent(share)} reach the target of {target.cases_words}"


def _lead(spans: Windows, answer: Answer, place: str, change: Change | None) -> str:
    row = answer.frame.iloc[0]
    share = interval(row["lower"], row["upper"], share=True)
    months = out_of(row["numerator"], row["denominator"], counted_unit(answer.frame))
    period = span(*answer.snapped) if answer.snapped else ""
    text = f"In {period}, {months}{place} had a submission ({share})"
    if change is not None:
        text += f"; {change.words} {spans.on_before} {change.interval_words}"
    return (
        f"{text}. People count at their home site and section, while they were present; "
        "one who put nothing forward may have met nothing to share."
    )
