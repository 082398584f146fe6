"""The fixed panel of sensitivity runs: one choice changed at a time, all of them shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.its.analysis import Choices, fit_series
from dashboard.analysis.its.design import Design, kept_rows
from dashboard.analysis.its.effect import Estimate, effect_at
from dashboard.analysis.its.fit import Model
from dashboard.analysis.its.models import default_model
from dashboard.analysis.its.rate_ratio import ratio_of_rates
from dashboard.analysis.its.series import Series

MOVED_DATES = (-3, -2, -1, 1, 2, 3)
PHASE_IN_LENGTHS = (0, 1, 3, 6)
SEASONS = (0, 1, 2)
LAGS = (1, 3, 6, 12)
# Rare events over many exams are modelled as a rate; a share from a tenth on as a proportion.
COMMON_SHARE = 0.1
NOTHING = Estimate(None, None, None)


@dataclass(frozen=True, slots=True)
class SensitivityRun:
    """The effect when one choice is changed.

    kind: which choice ("chosen", "model", "lag", "season", "phase-in", "date", "trend", "site").
    Empty estimates carry the reason in `note`. ratio: of the rates, 1.0 for no effect.
    """

    kind: str
    name: str
    absolute: Estimate
    relative: Estimate
    p_value: float | None
    note: str = ""
    ratio: Estimate = NOTHING


def run_panel(
    series: Series, design: Design, choices: Choices, sites: Mapping[str, Series] | None = None
) -> tuple[SensitivityRun, ...]:
    """The analysis as chosen, then with one choice changed at a time.

    sites: the series of each site, whose counts and exposures add up to `series`; each is left
    out in turn. A run that cannot be made says why.
    """
    runs = [_run("chosen", "as chosen", series, design, choices)]
    for kind, name, other_design, other_choices in _variants(series, design, choices):
        runs.append(_run(kind, name, series, other_design, other_choices))
    for name in sites or {}:
        runs.append(_without_site(name, sites or {}, design, choices))
    return tuple(runs)


def _variants(
    series: Series, design: Design, choices: Choices
) -> Iterator[tuple[str, str, Design, Choices]]:
    known = int(kept_rows(design, series).sum()) // len(np.unique(series.group))
    chosen = choices.model or default_model(known, choices.standard_errors)
    widened = choices.model is None and chosen == "ols"
    for model in _suitable_models(series):
        if model != chosen or widened or choices.standard_errors != "model":
            other = replace(choices, model=model, standard_errors="model")
            yield "model", model, design, other
    for lag in LAGS:
        other = replace(choices, model="ols", standard_errors="newey-west", lag=lag)
        yield "lag", f"ols, Newey-West lag {lag}", design, other
    for season in SEASONS:
        if season != design.season:
            name = f"{_many(season, 'pair')} of harmonics" if season else "no season"
            yield "season", name, replace(design, season=season), choices
    for length in PHASE_IN_LENGTHS:
        if length != design.phase_in:
            name = f"{_many(length, 'row')} left out" if length else "nothing left out"
            yield "phase-in", name, replace(design, phase_in=length), choices
    for shift in MOVED_DATES:
        when = "earlier" if shift < 0 else "later"
        name = f"change {_many(abs(shift), 'row')} {when}"
        yield "date", name, replace(design, start=design.start + shift), choices
    yield "trend", "a jump without a change of slope", replace(design, slope_change=False), choices


def _many(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"


def _suitable_models(series: Series) -> tuple[Model, ...]:
    known = series.y[series.known]
    counts = bool((known >= 0).all() and (known == np.round(known)).all())
    if not counts or series.logged:
        return ("ols", "ar1")
    if series.exposure is not None and (known <= series.exposure[series.known]).all():
        share = known.sum() / series.exposure[series.known].sum()
        if share >= COMMON_SHARE:
            return ("ols", "ar1", "quasi-binomial")
    return ("ols", "ar1", "poisson", "quasi-poisson", "negative-binomial")


def _run(kind: str, name: str, series: Series, design: Design, choices: Choices) -> SensitivityRun:
    try:
        fit, _, notes = fit_series(series, design, choices)
    except CannotCompute as reason:
        return SensitivityRun(kind, name, NOTHING, NOTHING, None, str(reason))
    effect = effect_at(fit, design, series, choices.at)
    ratio = ratio_of_rates(fit, design, series, effect, choices.lag, choices.adjust)
    note = "; ".join(part for part in (*notes, *fit.notes, effect.note) if part)
    return SensitivityRun(kind, name, effect.absolute, effect.relative, effect.p_value, note, ratio)


def _without_site(
    left_out: str, sites: Mapping[str, Series], design: Design, choices: Choices
) -> SensitivityRun:
    name = f"without {left_out}"
    rest = [series for site, series in sites.items() if site != left_out]
    if not rest:
        reason = "one site: nothing is left without it"
        return SensitivityRun("site", name, NOTHING, NOTHING, None, reason)
    try:
        joined = add_series(rest)
    except CannotCompute as reason_given:
        return SensitivityRun("site", name, NOTHING, NOTHING, None, str(reason_given))
    return _run("site", name, joined, design, choices)


def add_series(parts: list[Series]) -> Series:
    """Counts and exposures of several sites added up.

    A site without a value in a row is left out of that row. Raises CannotCompute when the sites
    differ in length or have no exposure.
    """
    first = parts[0]
    counts, exposures = np.zeros(len(first.y)), np.zeros(len(first.y))
    for part in parts:
        if len(part.y) != len(first.y):
            raise CannotCompute("the sites' series differ in length")
        if part.exposure is None:
            raise CannotCompute("values without a denominator cannot be added up over sites")
        counts += np.where(part.known, part.y, 0.0)
        exposures += np.where(part.known, part.exposure, 0.0)
    return replace(first, y=counts, exposure=exposures)
