"""Run an analysis of the workbench on what was published: one design, all its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.analysis.errors import CannotCompute
from dashboard.findings.months import day, months_on
from dashboard.findings.saved_analysis import MOST_PHASE_IN, Analysis, Design, analysable
from dashboard.findings.sentences import months_in
from dashboard.findings.workbench_effects import interrupted
from dashboard.findings.workbench_levels import control, funnel_of_units
from dashboard.findings.workbench_sides import before_after, two_units
from dashboard.findings.workings import Workings
from dashboard.own_data.refusal import WrongInput
from dashboard.published.open import Published

DESIGN_FUNCTIONS = {
    "control_chart": control,
    "funnel": funnel_of_units,
    "before_after": before_after,
    "two_units": two_units,
    "interrupted_time_series": interrupted,
}
FIRST_CHOICES = ("learning_opportunities_per_1000_exams", "radiologists_submitting")


@dataclass(frozen=True, slots=True)
class Change:
    """A dated change a reader may look for; `site` is empty for one everywhere."""

    label: str
    month: date
    phase_in: int
    site: str
    go_live: bool


def run_analysis(published: Published, analysis: Analysis) -> Workings:
    """Return what the analysis gives.

    Raises WrongInput with one sentence when nothing is published there, or the rows cannot
    answer the question.
    """
    try:
        return DESIGN_FUNCTIONS[analysis.design](published, analysis)
    except CannotCompute as refusal:
        said = str(refusal)
        raise WrongInput(f"{said[:1].upper()}{said[1:]}.") from refusal


def first_analysis(published: Published) -> Analysis | None:
    """What the page opens with: an interrupted series if a change is dated, else a chart.

    None where nothing can be analysed.
    """
    measures = analysable(published)
    if not measures or not published.months:
        return None
    name = next((one for one in FIRST_CHOICES if one in measures), next(iter(measures)))
    start, end = published.months[0], published.months[-1]
    change = changes(published)
    if not change:
        return Analysis(name, "control_chart", start, end)
    live = [one for one in change if one.go_live] or list(change[:1])
    # Where sites began one after the other, the months from the first to the last are neither.
    rolled_out = months_on(live[-1].month, live[-1].phase_in)
    waiting = min(MOST_PHASE_IN, months_in(live[0].month, rolled_out) - 1)
    design: Design = "interrupted_time_series"
    return Analysis(name, design, start, end, change=live[0].month, phase_in=waiting)


def changes(published: Published) -> tuple[Change, ...]:
    """The dated changes inside the months; go-lives first, then the others by date."""
    months = published.months
    found = [
        Change(
            str(row["label"]),
            months_on(day(row["happened_on"]), 0),
            int(row["phase_in_months"] or 0),
            str(row["site"] or ""),
            row["event_kind"] == "go_live",
        )
        for row in published.events.to_dict("records")
    ]
    inside = [one for one in found if months and months[0] < one.month <= months[-1]]
    return tuple(sorted(inside, key=lambda one: (not one.go_live, one.month, one.label)))
