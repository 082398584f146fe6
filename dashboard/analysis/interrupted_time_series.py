"""Interrupted time series: did a measure change when the program did, and by how much?

`analyse` fits one series, `analyse_controlled` one beside a series that did not change,
`sensitivity_panel` changes one choice at a time. Sites that changed at different times:
`staggered_adoption`. Before the study: `power` and `months_needed`.
"""

from collections.abc import Mapping

from dashboard.analysis.arrays import MaybeNumbers
from dashboard.analysis.its.analysis import (
    Choices,
    InterruptedTimeSeries,
    analyse_series,
)
from dashboard.analysis.its.design import Design
from dashboard.analysis.its.diagnostics import Diagnostic
from dashboard.analysis.its.effect import Counterfactual, Effect, Estimate
from dashboard.analysis.its.fit import Coefficient, Model, StandardErrors
from dashboard.analysis.its.power import Plan, PowerRow, months_needed, power
from dashboard.analysis.its.sensitivity import SensitivityRun, run_panel
from dashboard.analysis.its.series import join_series, make_series
from dashboard.analysis.its.staggered import (
    EventMonth,
    StaggeredAdoption,
    staggered_adoption,
)

__all__ = [
    "Choices",
    "Coefficient",
    "Counterfactual",
    "Diagnostic",
    "Effect",
    "Estimate",
    "EventMonth",
    "InterruptedTimeSeries",
    "Model",
    "Plan",
    "PowerRow",
    "SensitivityRun",
    "StaggeredAdoption",
    "StandardErrors",
    "analyse",
    "analyse_controlled",
    "months_needed",
    "power",
    "sensitivity_panel",
    "staggered_adoption",
]


def analyse(
    y: MaybeNumbers,
    start: int,
    exposure: MaybeNumbers | None = None,
    per: float = 1.0,
    log: bool = False,
    phase_in: int = 0,
    season: int = 0,
    choices: Choices | None = None,
) -> InterruptedTimeSeries:
    """Segmented regression of one series.

    y: counts or values, shape (n,), nan where missing (a gap, kept as such). start: the first
    row after the change, from 1. exposure: what each count is out of; a row without it is a
    gap. per: a rate is per this many. log: analyse the log of the rate (ols and ar1). phase_in:
    rows left out from `start` on. season: harmonic pairs of a twelve-row year.
    Raises CannotCompute with fewer than three known rows a side, impossible numbers, or counts
    on which the model has no finite answer.
    """
    series = make_series(y, exposure, per, log)
    return analyse_series(series, Design(start, phase_in, season), choices or Choices())


def analyse_controlled(
    changed: MaybeNumbers,
    unchanged: MaybeNumbers,
    start: int,
    exposures: tuple[MaybeNumbers, MaybeNumbers] | None = None,
    per: float = 1.0,
    log: bool = False,
    phase_in: int = 0,
    season: int = 0,
    choices: Choices | None = None,
) -> InterruptedTimeSeries:
    """Segmented regression of a series beside one that did not change (controlled ITS).

    The terms named "control" compare the changed series with the other: "control:level" is its
    jump beyond the control's. The effect is that difference, and the counterfactual follows the
    control. Raises CannotCompute as `analyse` does, for either series.
    """
    first, second = exposures or (None, None)
    series = join_series(
        make_series(changed, first, per, log), make_series(unchanged, second, per, log)
    )
    return analyse_series(series, Design(start, phase_in, season), choices or Choices())


def sensitivity_panel(
    y: MaybeNumbers,
    start: int,
    exposure: MaybeNumbers | None = None,
    per: float = 1.0,
    log: bool = False,
    phase_in: int = 0,
    season: int = 0,
    choices: Choices | None = None,
    sites: Mapping[str, tuple[MaybeNumbers, MaybeNumbers]] | None = None,
) -> tuple[SensitivityRun, ...]:
    """The effect as chosen, then with one choice changed at a time, the same panel always.

    Other models, Newey-West lags 1 to 12, 0 to 2 pairs of harmonics, phase-in of 0 to 6 rows,
    the date moved by 1 to 3 rows either way, no change of slope, and each site left out. sites:
    counts and exposures of each site by its name, which add up to y and exposure.
    A run that cannot be made has an empty estimate and says why; raises CannotCompute only
    when the series itself is unusable.
    """
    series = make_series(y, exposure, per, log)
    parts = {
        name: make_series(counts, exposures, per, log)
        for name, (counts, exposures) in (sites or {}).items()
    }
    return run_panel(series, Design(start, phase_in, season), choices or Choices(), parts)
