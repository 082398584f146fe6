"""What follows a submission: feedback to the colleague, its acknowledgement, a conference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.cases import Cases
from dashboard.demo.effects import CASE_KINDS
from dashboard.demo.plan import DemoPlan
from dashboard.demo.program import Conference

COLUMNS = ("Case ID", "Recipient", "Feedback Sent", "Feedback Acknowledged", "Channel")
NEVER = -1
# How likely each kind, in CASE_KINDS' order, is to get feedback at all and to be shown.
GETS_FEEDBACK = (0.97, 0.96, 0.5, 0.6, 0.0, 0.4)
IS_SHOWN = (0.36, 0.30, 0.5, 0.1, 0.1, 0.0)
MEDIAN_DAYS, LOG_SPREAD = 9.0, 0.85
ACKNOWLEDGED_IN_TIME, ACKNOWLEDGED_LATE = 0.72, 0.13
IN_TIME_DAYS, LATEST_DAYS, MEAN_DAYS_TO_ACKNOWLEDGE = 30, 120, 8.0
CONFERENCE_NOTICE_DAYS = 10
CHANNELS = ("Portal", "Portal", "Portal", "E-mail", "In person")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Day numbers by case, -1 for never; `conference` is a place in the list of conferences."""

    sent: NDArray[np.int64]
    acknowledged: NDArray[np.int64]
    conference: NDArray[np.int64]


def follow_up(plan: DemoPlan, conferences: Sequence[Conference], cases: Cases) -> FollowUp:
    """Return what had happened to these cases by the day the exports were drawn."""
    sent = _send(plan, cases)
    return FollowUp(sent, _acknowledge(plan, sent), _show(plan, conferences, cases))


def _send(plan: DemoPlan, cases: Cases) -> NDArray[np.int64]:
    stream, calendar = plan.streams.feedback, plan.timeline.calendar
    rows = len(cases.kind)
    delay = np.rint(stream.lognormal(np.log(MEDIAN_DAYS), LOG_SPREAD, rows)).astype(np.int64)
    sent = cases.day + delay
    weekday = (sent + calendar.first_day(0).weekday()) % 7
    sent += np.where(weekday >= 5, 7 - weekday, 0)
    wanted = stream.random(rows) < np.array(GETS_FEEDBACK)[cases.kind]
    interpreted = cases.interpreter >= 0
    last = np.minimum(plan.department.left[cases.interpreter], calendar.days - 1)
    return np.where(wanted & interpreted & (sent <= last), sent, NEVER)


def _acknowledge(plan: DemoPlan, sent: NDArray[np.int64]) -> NDArray[np.int64]:
    stream, rows = plan.streams.feedback, len(sent)
    chance = stream.random(rows)
    # Exponential, cut at the 30th day.
    reach = 1 - np.exp(-(IN_TIME_DAYS + 0.5) / MEAN_DAYS_TO_ACKNOWLEDGE)
    soon = -MEAN_DAYS_TO_ACKNOWLEDGE * np.log1p(-reach * stream.random(rows))
    late = stream.integers(IN_TIME_DAYS + 1, LATEST_DAYS + 1, rows)
    delay = np.where(chance < ACKNOWLEDGED_IN_TIME, np.minimum(np.rint(soon), IN_TIME_DAYS), late)
    acknowledged = sent + delay.astype(np.int64)
    happens = chance < ACKNOWLEDGED_IN_TIME + ACKNOWLEDGED_LATE
    known = (sent != NEVER) & happens & (acknowledged < plan.timeline.calendar.days)
    return np.where(known, acknowledged, NEVER)


def _show(plan: DemoPlan, conferences: Sequence[Conference], cases: Cases) -> NDArray[np.int64]:
    """Return, for cases shown, the department's or section's first conference after due notice."""
    shown = plan.streams.feedback.random(len(cases.kind)) < np.array(IS_SHOWN)[cases.kind]
    section = plan.cells.section[cases.cell]
    chosen = np.full(len(cases.kind), NEVER, dtype=np.int64)
    for number in range(len(plan.department.shape.sections)):
        open_to = [i for i, c in enumerate(conferences) if c.section in (None, number)]
        days = np.array([conferences[i].day for i in open_to], dtype=np.int64)
        here = np.flatnonzero(shown & (section == number))
        place = np.searchsorted(days, cases.day[here] + CONFERENCE_NOTICE_DAYS)
        held = place < len(days)
        chosen[here[held]] = np.array(open_to, dtype=np.int64)[place[held]]
    return chosen


def feedback_rows(
    plan: DemoPlan, cases: Cases, case_ids: Sequence[str], follow: FollowUp
) -> Iterator[Sequence[object]]:
    """Yield the feedback export for these cases: one row a message sent."""
    calendar, people = plan.timeline.calendar, plan.department.radiologists
    channel = plan.streams.feedback.integers(0, len(CHANNELS), len(case_ids)).tolist()
    sent_on, acknowledged_on = calendar.iso(follow.sent), calendar.iso(follow.acknowledged)
    for i in np.flatnonzero(follow.sent != NEVER).tolist():
        yield (
            case_ids[i],
            people[cases.interpreter[i]].email,
            sent_on[i],
            acknowledged_on[i] if follow.acknowledged[i] != NEVER else "",
            CHANNELS[channel[i]],
        )


def status_of(cases: Cases, follow: FollowUp) -> list[str]:
    """Return the tool's own state of each case."""
    needless = cases.kind == CASE_KINDS.index("system_issue")
    return [
        "Closed" if acknowledged or (unneeded and shown) else "Feedback sent" if sent else "Open"
        for acknowledged, sent, shown, unneeded in zip(
            (follow.acknowledged != NEVER).tolist(),
            (follow.sent != NEVER).tolist(),
            (follow.conference != NEVER).tolist(),
            needless.tolist(),
            strict=True,
        )
    ]
