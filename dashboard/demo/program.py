"""The program around the cases: conferences and who came, improvement actions, events, targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.plan import DemoPlan
from dashboard.demo.timeline import PHASE_IN_MONTHS

CONFERENCE_COLUMNS = ("Conference No", "Date", "Site", "Section", "Cases Discussed")
ATTENDANCE_COLUMNS = ("Conference No", "Attendee Employee ID")
ACTION_COLUMNS = ("Action No", "Action", "Category", "Site", "Section", "Opened", "Closed")
TARGET_COLUMNS = ("Metric", "Threshold", "Period", "Effective From", "Effective To", "Prorated")
NO_CONFERENCE_MONTH = 8
LEGACY_TARGET = 17
# Stated by the demo's policy, as a department would state its own.
MINUTES_A_REVIEW, MINUTES_A_CASE = 6, 12
WORKLIST_ACTION = "Worklist shows prior exams and outside studies before the report can be signed"
LATERALITY_ACTION = "Dictation software checks laterality between findings and impression"
# Title, category, section or "", months from the first go-live to opening, months open (or still).
ACTIONS: tuple[tuple[str, str, str, int, int | None], ...] = (
    ("Critical result calls documented in a form inside the report", "Critical result", "", 3, 4),
    (
        "Search pattern card for apices, hila and bones at the workstation",
        "Detection",
        "Chest",
        4,
        3,
    ),
    ("CT head protocol adds coronal reformats by default", "Protocol", "Neuro", 6, 7),
    ("Follow-up table for incidental findings in the report template", "Follow-up", "Body", 9, 9),
    ("Frog-leg lateral added to the pediatric hip series", "Protocol", "Pediatric", 11, 5),
    ("Weight-bearing foot views offered by the technologist", "Protocol", "Musculoskeletal", 14, 6),
    ("Biopsy checklist with anticoagulation status the day before", "Procedural", "Breast", 16, 8),
    ("After-hours worklist has a named owner from 6 to 7 pm", "Workflow", "Emergency", 20, 4),
    ("Stroke pager tested each month", "Communication", "Neuro", 25, None),
    (
        "Tomosynthesis hanging protocol opens the oldest comparison",
        "Image quality",
        "Breast",
        29,
        None,
    ),
    ("Teaching file of great calls for residents", "Good catch", "", 31, None),
)


@dataclass(frozen=True, slots=True)
class Conference:
    """One conference held; `section` is empty for the whole department."""

    number: str
    day: int
    section: int | None


def hold_conferences(plan: DemoPlan) -> tuple[Conference, ...]:
    """Return the conferences from the month after the first go-live on, by date.

    The department's each month but August, each section's each quarter.
    """
    calendar, stream = plan.timeline.calendar, plan.streams.program
    held: list[tuple[int, int | None]] = []
    for month in range(plan.timeline.first_go_live + 1, calendar.months):
        first_day = calendar.first_day(month)
        if first_day.month != NO_CONFERENCE_MONTH:
            held.append((calendar.day_number(_weekday(first_day, 2, week=2)), None))
        for section in range(len(plan.department.shape.sections)):
            if (month + section) % 3 == 0 and stream.random() < 0.92:
                held.append(
                    (calendar.day_number(_weekday(first_day, section % 5, week=3)), section)
                )
    held.sort(key=lambda one: (one[0], -1 if one[1] is None else one[1]))
    return tuple(
        Conference(f"PLC-{number:03d}", day, section)
        for number, (day, section) in enumerate(held, start=1)
    )


def _weekday(first_day: date, weekday: int, week: int) -> date:
    """Return the `week`-th of this weekday (Monday 0) in a month."""
    return first_day + timedelta(days=(weekday - first_day.weekday()) % 7 + 7 * (week - 1))


def conference_rows(
    plan: DemoPlan, conferences: Sequence[Conference], discussed: NDArray[np.int64]
) -> Iterator[Sequence[object]]:
    """Yield the conference log; `discussed` is the number of cases shown at each."""
    dates = plan.timeline.calendar.iso(np.array([c.day for c in conferences], dtype=np.int64))
    for conference, held_on, cases in zip(conferences, dates, discussed.tolist(), strict=True):
        section = conference.section
        name = "" if section is None else plan.department.shape.sections[section]
        yield conference.number, held_on, "", name, cases


def attendance_rows(
    plan: DemoPlan, conferences: Sequence[Conference]
) -> Iterator[Sequence[object]]:
    """Yield who came: people of sites with peer learning who were at work that day."""
    department, timeline = plan.department, plan.timeline
    for conference in conferences:
        month = _month_of(plan, conference.day)
        live = np.array([timeline.live(site, month) for site in range(len(timeline.go_live))])
        invited = live[department.site] & department.present[:, conference.day]
        if conference.section is not None:
            invited &= department.section[:, month] == conference.section
        came = invited & (plan.streams.program.random(len(department.site)) < plan.habits.attending)
        for person in np.flatnonzero(came).tolist():
            yield conference.number, department.radiologists[person].employee_id


def _month_of(plan: DemoPlan, day: int) -> int:
    calendar = plan.timeline.calendar
    on = calendar.first_day(0) + timedelta(days=day)
    first = calendar.first_day(0)
    return (on.year - first.year) * 12 + on.month - first.month


def action_rows(plan: DemoPlan) -> Iterator[Sequence[object]]:
    """Yield the improvement actions; the two of the truths close on the last day of a month."""
    timeline, calendar = plan.timeline, plan.timeline.calendar
    sections = plan.department.shape.sections
    planned: list[tuple[date, date | None, str, str, str]] = [
        (
            calendar.first_day(max(0, timeline.theme_action - 5)),
            calendar.first_day(timeline.theme_action) - timedelta(days=1),
            WORKLIST_ACTION,
            "Prior not reviewed",
            "",
        ),
        (
            calendar.first_day(max(0, timeline.other_action - 7)),
            calendar.first_day(timeline.other_action) - timedelta(days=1),
            LATERALITY_ACTION,
            "Laterality",
            "",
        ),
    ]
    for title, category, section, after, lasting in ACTIONS:
        opened_in = timeline.first_go_live + after
        if opened_in < calendar.months and (not section or section in sections):
            later = timedelta(days=int(plan.streams.program.integers(28)))
            opened = calendar.first_day(opened_in) + later
            closed = None
            if lasting is not None and opened_in + lasting < calendar.months:
                closed = calendar.first_day(opened_in + lasting) + timedelta(days=13)
            planned.append((opened, closed, title, category, section))
    planned.sort(key=lambda action: (action[0], action[2]))
    for number, (opened, closed, title, category, section) in enumerate(planned, start=1):
        yield (
            f"QI-{number:03d}",
            title,
            category,
            "",
            section,
            opened.isoformat(),
            closed.isoformat() if closed else "",
        )


def events(plan: DemoPlan) -> list[dict[str, object]]:
    """Return the dated changes of tool, policy and program, by date."""
    timeline, sites = plan.timeline, plan.department.shape.sites

    def event(
        month: int, kind: str, site: str | None, label: str, phase_in: int
    ) -> dict[str, object]:
        return {
            "date": timeline.calendar.first_day(month).isoformat(),
            "kind": kind,
            "site": site,
            "label": label,
            "phase_in_months": phase_in,
        }

    listed = [
        event(timeline.tool_change, "tool change", None, "Scoring built into PACS", 0),
        event(timeline.target_change, "policy", None, "Target: 3 cases a quarter", 0),
        event(timeline.theme_action, "improvement", None, "Worklist shows priors", 0),
        event(timeline.other_action, "improvement", None, "Laterality check", 0),
    ]
    for site, go_live in zip(sites, timeline.go_live, strict=True):
        if go_live is not None:
            label = f"Peer learning at {site}"
            listed.append(event(go_live, "go-live", site, label, PHASE_IN_MONTHS))
    return sorted(listed, key=lambda one: (str(one["date"]), str(one["kind"]), str(one["site"])))


def target_rows(plan: DemoPlan) -> Iterator[Sequence[object]]:
    """Yield the policy: legacy quota all along, peer learning targets from the first go-live."""
    timeline, calendar = plan.timeline, plan.timeline.calendar
    begins = calendar.first_day(0).isoformat()
    live = calendar.first_day(timeline.first_go_live).isoformat()
    changes = calendar.first_day(max(timeline.target_change, timeline.first_go_live + 1))
    eve = (changes - timedelta(days=1)).isoformat()
    yield "legacy_reviews", LEGACY_TARGET, "month", begins, "", "Yes"
    yield "minutes_a_review", MINUTES_A_REVIEW, "year", begins, "", "No"
    yield "minutes_a_case", MINUTES_A_CASE, "year", begins, "", "No"
    yield "submissions", 1, "month", live, eve, "Yes"
    yield "submissions", 3, "quarter", changes.isoformat(), "", "Yes"
    yield "radiologists_submitting", 60, "month", live, "", "No"
    yield "feedback_acknowledged", 80, "quarter", live, "", "No"
    yield "days_to_feedback", 14, "quarter", live, "", "No"
    yield "conferences_held", 12, "year", live, "", "No"
    yield "attendance", 50, "year", live, "", "Yes"
