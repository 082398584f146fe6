"""What was planted, as numbers to find again: a log rate ratio at a stated month for each truth."""

from __future__ import annotations

import math

from dashboard.demo.effects import RATES
from dashboard.demo.plan import DemoPlan
from dashboard.demo.timeline import PHASE_IN_MONTHS

ADDENDA = "reports addended per 1,000 exams"
CAPTURE = "learning opportunities captured per 1,000 exams"
DISCREPANCY = "discrepancy share of scored reviews (2a and above)"
OF_OPPORTUNITIES = "share of learning opportunities; also per 1,000 exams at live sites"


def truths_of(plan: DemoPlan) -> list[dict[str, object]]:
    """Return the planted truths; with no effect planted, every log rate ratio is 0."""
    return [
        *_tool_truths(plan),
        *_go_live_truths(plan),
        *_action_truths(plan),
        _addendum_truth(plan),
    ]


def _tool_truths(plan: DemoPlan) -> list[dict[str, object]]:
    month, ratio = plan.timeline.tool_change, plan.effects.tool_change
    return [
        _truth(
            plan,
            name="tool change, discrepancy share",
            outcome=DISCREPANCY,
            month=month,
            rate_ratio=ratio,
            note="A step at all sites; the number of reviews an exam does not change.",
        ),
        _truth(
            plan,
            name="tool change, capture",
            outcome=CAPTURE,
            month=month,
            rate_ratio=ratio,
            note="The same step per exam: reviews with a discrepancy are what scoring captures.",
        ),
    ]


def _go_live_truths(plan: DemoPlan) -> list[dict[str, object]]:
    truths = []
    timeline = plan.timeline
    for site, go_live in zip(plan.department.shape.sites, timeline.go_live, strict=True):
        control = go_live is None
        truths.append(
            _truth(
                plan,
                name=f"{'control' if control else 'go-live'}, {site}",
                outcome=CAPTURE,
                where=site,
                month=timeline.first_go_live if go_live is None else go_live,
                rate_ratio=1.0 if control else plan.effects.go_live,
                phase_in=PHASE_IN_MONTHS,
                note="Scored review goes on; nothing changes here when other sites go live."
                if control
                else "A ramp over the phase-in, then constant, against scoring with the new tool.",
            )
        )
    return truths


def _action_truths(plan: DemoPlan) -> list[dict[str, object]]:
    closed, effects = plan.timeline.theme_action, plan.effects
    return [
        _truth(
            plan,
            name="closed action, theme prior_history",
            outcome=f"prior_history: {OF_OPPORTUNITIES}",
            month=closed,
            rate_ratio=effects.falling_theme,
            note="The worklist shows priors: a step in the month after the action closed.",
        ),
        _truth(
            plan,
            name="closed action, theme reporting",
            outcome=f"reporting: {OF_OPPORTUNITIES}",
            month=plan.timeline.other_action,
            rate_ratio=1.0,
            note="The laterality check changed nothing.",
        ),
        _truth(
            plan,
            name="other themes take up the difference",
            outcome=f"any theme but prior_history and reporting: {OF_OPPORTUNITIES}",
            month=closed,
            rate_ratio=effects.other_themes,
            note="Capture as a whole stays constant, so the other themes share what is freed.",
        ),
        _truth(
            plan,
            name="addendum share",
            outcome="addenda of learning opportunities with a known answer",
            month=closed,
            rate_ratio=1.0,
            note="The same probability in every month; it never changes.",
        ),
        _truth(
            plan,
            name="great calls",
            outcome="great calls per 1,000 exams at live sites",
            month=closed,
            rate_ratio=1.0,
            note="Constant after each site's phase-in.",
        ),
    ]


def _addendum_truth(plan: DemoPlan) -> dict[str, object]:
    return _truth(
        plan,
        name="addenda per 1,000 exams",
        outcome=ADDENDA,
        month=plan.timeline.first_go_live,
        rate_ratio=1.0,
        phase_in=PHASE_IN_MONTHS,
        note="The same rate in every month of both systems, but for season and noise.",
    )


def _truth(
    plan: DemoPlan,
    *,
    name: str,
    outcome: str,
    month: int,
    rate_ratio: float,
    note: str,
    where: str = "all",
    phase_in: int = 0,
) -> dict[str, object]:
    return {
        "name": name,
        "outcome": outcome,
        "where": where,
        "month": f"{plan.timeline.calendar.first_day(month):%Y-%m}",
        "month_index": month,
        "log_rate_ratio": math.log(rate_ratio),
        "phase_in_months": phase_in,
        "note": note,
    }


def truth_file(plan: DemoPlan, slipped: list[dict[str, str]]) -> dict[str, object]:
    """Return the content of DIR.truth.json; `slipped`: cases with a patient detail in words."""
    calendar, months = plan.timeline.calendar, plan.timeline.calendar.months
    return {
        "seed": plan.seed,
        "effect": plan.effects.name,
        "radiologists": len(plan.department.radiologists),
        "months": months,
        "first_month": f"{calendar.first_day(0):%Y-%m}",
        "last_month": f"{calendar.first_day(months - 1):%Y-%m}",
        "season": {
            "form": "rate x exp(log_amplitude x cos(2 pi (calendar month - peak_month) / 12))",
            "capture": {
                "log_amplitude": RATES.capture_season,
                "peak_month": RATES.capture_peak_month,
            },
            "exams": {"log_amplitude": RATES.exam_season, "peak_month": RATES.exam_peak_month},
            "addenda": {
                "log_amplitude": RATES.addendum_season,
                "peak_month": RATES.addendum_peak_month,
            },
        },
        "dispersion": {
            "form": "Poisson around gamma, mean 1, this coefficient of variation, a site and month",
            "capture": RATES.capture_noise,
            "scored_reviews": RATES.review_noise,
            "exams_of_each_kind": RATES.exam_noise,
            "addenda": RATES.addendum_noise,
        },
        "agreement": {
            "kappa": RATES.agreement,
            "double_read_share": RATES.double_reads,
            "note": "A second read has its first read's Accession, and its Case ID and -R2.",
        },
        "growth_of_exams_a_year": RATES.growth_a_year,
        "phase_in_ramp": list(plan.effects.ramp),
        "month_end_crowding": "Days of review and submission crowd at month ends; counts stay.",
        "truths": truths_of(plan),
        "patient_details_in_text": slipped,
    }
