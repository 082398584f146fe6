"""Each effect planted in the demo department as a question to an interrupted time series.

What is counted, over what, from when: designs that a reader of the demo would choose knowing its
events, and the answer that was planted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.case_rows import ADDENDUM, ADDENDUM_KNOWN
from dashboard.demo.effects import (
    CASE_KINDS,
    FALLING_THEME,
    RATES,
    STEADY_THEME,
    THEME_SHARES,
    THEMES,
)
from dashboard.demo.plan import DemoPlan
from dashboard.demo.timeline import PHASE_IN_MONTHS
from dashboard.demo.truths import truths_of

PER = 1000.0
STATED_AT = 12
GREAT_CALL = CASE_KINDS.index("great_call")
FALLING, STEADY = THEMES.index(FALLING_THEME), THEMES.index(STEADY_THEME)
Monthly = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Question:
    """One series and the truth in it.

    counts, exposure: shape (months,). start: first row after the change, from 1. ratio: planted
    rate over the rate without the change; change: their difference per 1,000 at the stated month.
    judged: False for a design shown beside the chosen one, to say why it was not chosen.
    """

    name: str
    counts: Monthly
    exposure: Monthly
    start: int
    phase_in: int
    ratio: float
    change: float
    judged: bool = True


def questions(plan: DemoPlan) -> list[Question]:
    """Every planted truth of a department of four sites and 60 months, as a question."""
    ratios = {
        str(truth["name"]): math.exp(float(str(truth["log_rate_ratio"])))
        for truth in truths_of(plan)
    }
    return [
        *_tool_questions(plan, ratios),
        *_go_live_questions(plan, ratios),
        *_theme_questions(plan, ratios),
        _addendum_question(plan, ratios["addendum share"]),
        _great_call_question(plan, ratios["great calls"]),
        _addenda_question(plan, ratios["addenda per 1,000 exams"]),
    ]


def addendum_question(yes: Monthly, known: Monthly, plan: DemoPlan, ratio: float = 1.0) -> Question:
    """The addendum share by month since the first go-live."""
    first = plan.timeline.first_go_live
    start = plan.timeline.theme_action - first + 1
    return Question("addendum share", yes, known, start, 0, ratio, PER * ADDENDUM * (ratio - 1))


def _season(month: int) -> float:
    turn = 2 * math.pi * (month % 12 + 1 - RATES.capture_peak_month) / 12
    return math.exp(RATES.capture_season * math.cos(turn))


def _tool_questions(plan: DemoPlan, ratios: dict[str, float]) -> list[Question]:
    """All sites, only the months before any site went live: later, fewer and fewer still score."""
    start, end = plan.timeline.tool_change + 1, plan.timeline.first_go_live
    exams = plan.counts.exams.sum(axis=2)
    site_mix = float(np.average(RATES.site_capture, weights=exams.sum(axis=1)))
    usual = PER * RATES.discrepancy_share * site_mix * _season(start - 1 + STATED_AT)
    found, reviews = plan.counts.discrepancies.sum(axis=0), plan.counts.reviews.sum(axis=0)
    captured = plan.counts.captured.sum(axis=0)
    share, capture = "tool change, discrepancy share", "tool change, capture"
    of_share = ratios[share], usual * (ratios[share] - 1)
    of_capture = ratios[capture], usual * RATES.review_share * (ratios[capture] - 1)
    return [
        Question(share, found[:end], reviews[:end], start, 0, *of_share),
        Question(f"{share}, all months", found, reviews, start, 0, *of_share, judged=False),
        Question(capture, captured[:end], exams.sum(axis=0)[:end], start, 0, *of_capture),
    ]


def _go_live_questions(plan: DemoPlan, ratios: dict[str, float]) -> list[Question]:
    """Each site from the tool change on, so that the two changes are not read as one."""
    timeline, asked = plan.timeline, []
    since = timeline.tool_change
    for site, place in enumerate(plan.department.shape.sites):
        went_live = timeline.go_live[site]
        name = f"{'control' if went_live is None else 'go-live'}, {place}"
        month = timeline.first_go_live if went_live is None else went_live
        stated = month + PHASE_IN_MONTHS + STATED_AT
        usual = PER * RATES.review_share * RATES.discrepancy_share * RATES.site_capture[site]
        usual *= plan.effects.tool_change * _season(stated)
        asked.append(
            Question(
                name,
                plan.counts.captured[site, since:],
                plan.counts.exams.sum(axis=2)[site, since:],
                month - since + 1,
                PHASE_IN_MONTHS,
                ratios[name],
                usual * (ratios[name] - 1),
            )
        )
    return asked


def _theme_questions(plan: DemoPlan, ratios: dict[str, float]) -> list[Question]:
    """Shares of learning opportunities submitted since the first go-live."""
    timeline, first = plan.timeline, plan.timeline.first_go_live
    themes = plan.counts.themes.sum(axis=0)[first:]
    opportunities = themes.sum(axis=1)
    others = opportunities - themes[:, FALLING] - themes[:, STEADY]
    usual_others = 1 - THEME_SHARES[FALLING] - THEME_SHARES[STEADY]
    asked = []
    for name, counts, month, usual in (
        (f"closed action, theme {FALLING_THEME}", themes[:, FALLING], timeline.theme_action,
         THEME_SHARES[FALLING]),
        (f"closed action, theme {STEADY_THEME}", themes[:, STEADY], timeline.other_action,
         THEME_SHARES[STEADY]),
        ("other themes take up the difference", others, timeline.theme_action, usual_others),
    ):  # fmt: skip
        change = PER * usual * (ratios[name] - 1)
        start = month - first + 1
        asked.append(Question(name, counts, opportunities, start, 0, ratios[name], change))
    return asked


def _addendum_question(plan: DemoPlan, ratio: float) -> Question:
    """Answers are drawn with the rows of a file; here with the same chances, by month."""
    opportunities = plan.counts.cases[:, plan.timeline.first_go_live :, 0].sum(axis=0)
    generator = np.random.default_rng([plan.seed, 1])
    known = generator.binomial(opportunities, ADDENDUM_KNOWN)
    return addendum_question(generator.binomial(known, ADDENDUM), known, plan, ratio)


def _great_call_question(plan: DemoPlan, ratio: float) -> Question:
    """Per exam at sites past their phase-in."""
    timeline = plan.timeline
    since = timeline.first_go_live + PHASE_IN_MONTHS
    past = np.array(
        [
            [live is not None and month >= live + PHASE_IN_MONTHS
             for month in range(since, timeline.calendar.months)]
            for live in timeline.go_live
        ]
    )  # fmt: skip
    calls = (plan.counts.cases[:, since:, GREAT_CALL] * past).sum(axis=0)
    exams = (plan.counts.exams.sum(axis=2)[:, since:] * past).sum(axis=0)
    # Nothing is planted here, so no change is expected at any rate.
    usual = float(calls.sum() / exams.sum())
    start = timeline.theme_action - since + 1
    return Question("great calls", calls, exams, start, 0, ratio, PER * usual * (ratio - 1))


def _addenda_question(plan: DemoPlan, ratio: float) -> Question:
    """Per exam of all sites, the months of the roll-out left out."""
    live = [month for month in plan.timeline.go_live if month is not None]
    rolled_out = max(live) + PHASE_IN_MONTHS - min(live)
    addenda, exams = plan.addenda.sum(axis=(0, 2)), plan.counts.exams.sum(axis=(0, 2))
    return Question(
        "addenda per 1,000 exams",
        addenda,
        exams,
        min(live) + 1,
        rolled_out,
        ratio,
        PER * RATES.addendum_share * (ratio - 1),
    )
