"""What accreditation asks of a peer learning program each year: four items, counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.figures import Figure, figure_of
from dashboard.findings.improvement_statements import statements
from dashboard.findings.improvements import improvements
from dashboard.findings.months import day
from dashboard.findings.participation_trends import target_in_lens
from dashboard.findings.sentences import (
    DASH,
    count,
    in_words,
    month_name,
    out_of,
    percent,
    plural,
    sentence,
    span,
)
from dashboard.findings.statements import Statement
from dashboard.findings.table import Table
from dashboard.findings.targets import target_at
from dashboard.findings.theme_changes import theme_shifts
from dashboard.findings.theme_series import theme_series
from dashboard.findings.windows import last_day
from dashboard.measures.definition import Measure
from dashboard.published.lens import Lens
from dashboard.published.lookup import series
from dashboard.published.open import Published

MONTHS_A_YEAR = 12
# The program's own minimum standards: metric of the targets, measure, share of 1 or a number.
STANDARDS = (
    ("conferences_held", "conferences_held", False, "Conferences held"),
    ("radiologists_submitting", "radiologists_submitting", True, "Radiologists submitting a month"),
    ("feedback_acknowledged", "feedback_acknowledged", True, "Feedback acknowledged in 30 days"),
    ("days_to_feedback", "days_to_feedback", False, "Median days to feedback, at most"),
)
MEETING = "radiologists_meeting_target"
POLICY = (
    "Culture and purpose: non-punitive, and what it is for",
    "What counts as a learning opportunity, and how cases are found",
    "Structure, roles and workflow",
    "Targets set locally: participation of each radiologist, minimum of the program",
    "Sequestration: content is kept apart from the evaluation of performance",
    "How learning leads to improvement work",
)


@dataclass(frozen=True, slots=True)
class Standard:
    """One minimum the department set itself: what was reached and whether that met it."""

    label: str
    asked: str
    reached: str
    counted: str
    met: bool | None

    @property
    def verdict(self) -> str:
        """Met, not met, or not known."""
        return "not known" if self.met is None else "met" if self.met else "not met"


@dataclass(frozen=True, slots=True)
class Action:
    """An improvement action opened, closed or open in the period."""

    title: str
    theme: str
    opened: date
    closed: date | None


@dataclass(frozen=True, slots=True)
class Accreditation:
    """The yearly summary: each of the four items in a sentence, with what stands behind it."""

    period: str
    finding: str
    lead: str
    submissions: str
    meeting: str
    standards: tuple[Standard, ...]
    standards_said: str
    actions: tuple[Action, ...]
    actions_said: str
    followed: tuple[Statement, ...]
    table: Table
    measures: tuple[Measure, ...]
    sources: str
    asked: tuple[str, ...] = POLICY


def accreditation(published: Published, lens: Lens) -> Accreditation:
    """Return the summary of the whole department over the months of `lens`, best one year."""
    months = Lens(lens.start, lens.end)
    period = span(months.start, months.end)
    submitted = figure_of(published, "cases_submitted", months)
    meeting, people = _meeting(published, months)
    standards = tuple(_standards(published, months))
    actions = _actions(published, months)
    judged = [each for each in standards if each.met is not None]
    met = sum(each.met is True for each in judged)
    said = _standards_said(met, len(judged))
    return Accreditation(
        period=period,
        finding=_finding(period, submitted, people, met, len(judged)),
        lead="The four items a peer learning program reports each year, for the whole department. "
        "Nobody is named; targets are the department's own.",
        submissions=_submissions(submitted, period),
        meeting=meeting,
        standards=standards,
        standards_said=said,
        actions=actions,
        actions_said=_actions_said(actions, months),
        followed=_followed(published, months),
        table=_table(submitted, meeting, standards, actions),
        measures=_measures(published),
        sources="Sources: peer-learning case and feedback exports, roster with leave, targets, "
        "conference log, improvement action log.",
    )


def _finding(period: str, submitted: Figure | None, people: str, met: int, judged: int) -> str:
    parts = []
    if submitted is not None:
        parts.append(f"{submitted.value} cases put forward in {period}")
    if people:
        parts.append(people)
    if judged:
        parts.append(_standards_said(met, judged).rstrip("."))
    if not parts:
        return f"There is nothing to report for {period} yet."
    return f"{'; '.join([parts[0], *(each[:1].lower() + each[1:] for each in parts[1:])])}."


def _submissions(submitted: Figure | None, period: str) -> str:
    if submitted is None:
        return f"No case is published for {period}; a peer-learning case export would fill it."
    return f"{submitted.value} cases were put forward in {period}, of any kind."


def _meeting(published: Published, lens: Lens) -> tuple[str, str]:
    """Return the item in a sentence, and its few words for the page's finding."""
    year = series(published, MEETING, lens, grain="year").frame
    whole = lens.start.month == 1 and lens.end.month == MONTHS_A_YEAR
    if whole and lens.start.year == lens.end.year and len(year):
        hits, out = float(year["numerator"].iloc[0]), float(year["denominator"].iloc[0])
        share = percent(hits / out)
        return (
            f"{out_of(hits, out, 'radiologists')} met their target over the year ({share}), each "
            "target lowered for part-time work and leave.",
            f"{share} of radiologists met their target",
        )
    found = target_in_lens(published, lens)
    if found is None:
        return (
            "No target on submissions was in force, or none of its periods has ended; a targets "
            "file with the metric “submissions” would fill it.",
            "",
        )
    target, answer = found
    hits, n = float(answer.frame["numerator"].sum()), float(answer.frame["denominator"].sum())
    unit = f"radiologist-{target.period}s"
    return (
        f"{percent(hits / n)} reached the target of {target.cases_words}: {out_of(hits, n, unit)}.",
        f"{percent(hits / n)} of {unit} met the target",
    )


def _standards(published: Published, lens: Lens) -> list[Standard]:
    found = []
    for metric, measure, share, label in STANDARDS:
        target = target_at(published.targets, metric, lens.end)
        if target is None:
            continue
        reached = figure_of(published, measure, lens)
        asked = percent(target.share) if share else count(target.threshold)
        wanted = target.share if share else target.threshold
        if metric == "days_to_feedback":
            asked = plural(round(target.threshold), "day")
        if metric == "conferences_held":
            wanted = _for_the_months(target.threshold, target.period, lens)
            asked = count(wanted)
            if wanted != target.threshold:
                asked += f" ({count(target.threshold)} a {target.period})"
        met = None if reached is None else _meets(metric, reached.estimate, wanted)
        found.append(
            Standard(
                label,
                asked,
                "not known" if reached is None else reached.value,
                DASH if reached is None or metric == "conferences_held" else reached.counted,
                met,
            )
        )
    return found


def _meets(metric: str, reached: float, wanted: float) -> bool:
    return reached <= wanted if metric == "days_to_feedback" else reached >= wanted


def _for_the_months(threshold: float, period: str, lens: Lens) -> float:
    months = (lens.end.year - lens.start.year) * MONTHS_A_YEAR + lens.end.month - lens.start.month
    lengths = {"month": 1, "quarter": 3, "half": 6, "year": 12}
    return threshold * (months + 1) / lengths[period]


def _standards_said(met: int, judged: int) -> str:
    if not judged:
        return (
            "The department set no minimum that can be judged; a targets file with the metric "
            "“conferences_held” would fill it."
        )
    many = f"{in_words(met)} of {in_words(judged)} minimum standards"
    return f"{sentence(many)} {'is' if met == 1 else 'are'} met."


def _actions(published: Published, lens: Lens) -> tuple[Action, ...]:
    labels = published.labels("theme")
    rows = published.actions
    if rows.empty:
        return ()
    found = [
        Action(
            str(row["title"]),
            labels.get(str(row["theme"]), str(row["theme"])),
            day(row["opened_on"]),
            None if pd.isna(row["closed_on"]) else day(row["closed_on"]),
        )
        for row in rows.to_dict("records")
    ]
    last = last_day(lens)
    within = [
        each
        for each in found
        if each.opened <= last and (each.closed is None or each.closed >= lens.start)
    ]
    return tuple(sorted(within, key=lambda each: (each.opened, each.title)))


def _actions_said(actions: tuple[Action, ...], lens: Lens) -> str:
    if not actions:
        return (
            "No improvement action is on record for these months; an action log with “opened”, "
            "“closed” and “category” would fill it."
        )
    last = last_day(lens)
    opened = sum(lens.start <= each.opened <= last for each in actions)
    closed = sum(each.closed is not None and each.closed <= last for each in actions)
    left = len(actions) - closed
    return (
        f"{plural(opened, 'improvement action was', 'improvement actions were')} opened and "
        f"{count(closed)} closed; {count(left)} {'was' if left == 1 else 'were'} open at the end."
    )


def _followed(published: Published, lens: Lens) -> tuple[Statement, ...]:
    """Return what became of the themes of finished actions, over all months up to the end."""
    whole = Lens(min(published.months[0], lens.start), lens.end)
    dated = [each for each in improvements(published) if whole.start < each.happened_on <= lens.end]
    if not dated:
        return ()
    shifts = theme_shifts(theme_series(published, whole)[1], dated)
    own = tuple(shift for shift in shifts if shift.own)
    return statements(own, dated, published.labels("theme"))


def _table(
    submitted: Figure | None,
    meeting: str,
    standards: tuple[Standard, ...],
    actions: tuple[Action, ...],
) -> Table:
    rows = [("Cases put forward", "", submitted.value if submitted else "", "", "")]
    rows.append(("Radiologists meeting their target", "", meeting, "", ""))
    rows += [
        (each.label, each.asked, each.reached, each.counted, each.verdict) for each in standards
    ]
    rows += [
        (
            f"Action: {each.title}",
            each.theme,
            f"opened {month_name(each.opened)}",
            f"closed {month_name(each.closed)}" if each.closed else "open",
            "",
        )
        for each in actions
    ]
    columns = ["Item", "Asked or theme", "Reached or opened", "Counted or closed", "Verdict"]
    frame = pd.DataFrame(rows, columns=columns)
    raw = frame.set_axis(["item", "asked_or_theme", "reached", "counted", "verdict"], axis=1)
    return Table("accreditation", frame, raw)


def _measures(published: Published) -> tuple[Measure, ...]:
    names = ("cases_submitted", MEETING, *(measure for _, measure, _, _ in STANDARDS))
    return tuple(published.measures[name] for name in names if name in published.measures)
