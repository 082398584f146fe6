"""Sites that changed at different times: site and month effects, and an event-study view."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from dashboard.analysis.arrays import MaybeNumbers, or_none
from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.its.effect import Estimate
from dashboard.analysis.its.fit import quantile, two_sided_p
from dashboard.analysis.its.series import Flags, Floats, Whole, make_series

Site = TypeVar("Site", str, int)
FEW_SITES = 10


@dataclass(frozen=True, slots=True)
class EventMonth:
    """The effect so many months from each site's own change, against the month before it.

    month: negative before the change; the ends gather all months beyond. reference: the month
    set to 0.
    """

    month: int
    estimate: float | None
    lower: float | None
    upper: float | None
    sites: int
    reference: bool


@dataclass(frozen=True, slots=True)
class StaggeredAdoption:
    """The average effect over sites, month by month around the change, and a check of it.

    effect: from one regression on site and month effects. imputed: the same question answered
    by fitting those effects on unchanged rows only (Borusyak, Jaravel and Spiess 2024); far from
    `effect` means that sites or months differ in effect and the one number misleads.
    """

    effect: Estimate
    p_value: float | None
    imputed: float | None
    events: tuple[EventMonth, ...]
    sites: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Panel:
    rate: Floats
    site: Whole
    month: Whole
    since: Floats  # months since the site's own change; minus infinity where it never changed
    sites: int

    @property
    def changed(self) -> Flags:
        return np.asarray(self.since >= 0)


def staggered_adoption(
    y: MaybeNumbers,
    site: ArrayLike,
    month: ArrayLike,
    changed_at: Mapping[Site, int | None],
    exposure: MaybeNumbers | None = None,
    per: float = 1.0,
    before: int = 6,
    after: int = 12,
) -> StaggeredAdoption:
    """Effect of a change that sites made at different months.

    y, site, month, exposure: one entry a row; month counts 1, 2, 3, ... on one calendar.
    changed_at: the first changed month of each site, None for one that never changed. before,
    after: how many months the event study shows either side. Standard errors are clustered by
    site (Cameron and Miller 2015) with t on sites - 1.
    Raises CannotCompute with one site, or when all sites changed in the same month and none
    stayed as it was: months and change then cannot be told apart.
    """
    panel = _make_panel(y, site, month, changed_at, exposure, per)
    _check_contrast(panel)
    effects = _effects_matrix(panel)
    regressors = np.column_stack([panel.changed.astype(np.float64), effects])
    estimate, covariance = _clustered(regressors, panel, 1)
    effect, p_value = _estimate(estimate[0], covariance[0, 0], panel.sites)
    notes = []
    if panel.sites < FEW_SITES:
        notes.append(f"{panel.sites} sites are few: the intervals are likely too narrow")
    return StaggeredAdoption(
        effect,
        p_value,
        _imputed(panel, effects),
        _event_study(panel, effects, before, after),
        panel.sites,
        tuple(notes),
    )


def _make_panel(
    y: MaybeNumbers,
    site: ArrayLike,
    month: ArrayLike,
    changed_at: Mapping[Site, int | None],
    exposure: MaybeNumbers | None,
    per: float,
) -> _Panel:
    series = make_series(y, exposure, per)
    names, where = np.unique(np.asarray(site).ravel(), return_inverse=True)
    months = np.asarray(month, dtype=np.int64).ravel()
    if not series.y.size == where.size == months.size:
        raise CannotCompute("values, sites and months must be of one length")
    missing = [str(name) for name in names.tolist() if name not in changed_at]
    if missing:
        raise CannotCompute(f"it is not said when {missing[0]} changed; give None for never")
    starts = [changed_at[name] for name in names.tolist()]
    first = np.array([np.inf if start is None else float(start) for start in starts])
    known = series.known
    if np.unique(where[known]).size < 2:
        raise CannotCompute("one site: analyse it as a single interrupted time series")
    since = months - first[where]
    kept_sites = int(np.unique(where[known]).size)
    return _Panel(series.rate[known], where[known], months[known], since[known], kept_sites)


def _check_contrast(panel: _Panel) -> None:
    if not panel.changed.any():
        raise CannotCompute("no row lies after a change, so there is no effect to see")
    for month in np.unique(panel.month):
        at = panel.changed[panel.month == month]
        if at.any() and not at.all():
            return
    raise CannotCompute(
        "no month has both changed and unchanged sites: the change cannot be told from the month"
    )


def _effects_matrix(panel: _Panel) -> Floats:
    """Columns of every site, and of every month but the first."""
    sites = panel.site[:, None] == np.unique(panel.site)[None, :]
    months = panel.month[:, None] == np.unique(panel.month)[None, 1:]
    return np.hstack([sites, months]).astype(np.float64)


def _clustered(regressors: Floats, panel: _Panel, wanted: int) -> tuple[Floats, Floats]:
    """The first `wanted` coefficients and their covariance, clustered by site.

    The other columns are projected out first, which keeps the numbers small and the rank plain.
    """
    own, others = regressors[:, :wanted], regressors[:, wanted:]
    basis = np.linalg.lstsq(others, np.column_stack([own, panel.rate]), rcond=None)[0]
    cleared = np.column_stack([own, panel.rate]) - others @ basis
    x, y = cleared[:, :wanted], cleared[:, wanted]
    inverse = np.linalg.pinv(x.T @ x)
    estimate = inverse @ x.T @ y
    residual = y - x @ estimate
    meat = np.zeros((wanted, wanted))
    for site in np.unique(panel.site):
        rows = panel.site == site
        score = x[rows].T @ residual[rows]
        meat += np.outer(score, score)
    terms = wanted + int(np.linalg.matrix_rank(others))
    count = panel.rate.size
    factor = panel.sites / (panel.sites - 1) * (count - 1) / max(count - terms, 1)
    return estimate, np.asarray(factor * inverse @ meat @ inverse)


def _estimate(value: float, variance: float, sites: int) -> tuple[Estimate, float | None]:
    if not variance > 1e-20:
        note = "no spread between sites to judge by"
        return Estimate(or_none(value), None, None, note), None
    middle, se = float(value), float(np.sqrt(variance))
    half = quantile(sites - 1) * se
    return Estimate(middle, middle - half, middle + half), two_sided_p(middle / se, sites - 1)


def _imputed(panel: _Panel, effects: Floats) -> float | None:
    """Mean gap between changed rows and what their site and month would have been."""
    unchanged = ~panel.changed
    told = np.isin(panel.site, panel.site[unchanged]) & np.isin(panel.month, panel.month[unchanged])
    rows = panel.changed & told
    if not rows.any():
        return None
    usual = np.linalg.lstsq(effects[unchanged], panel.rate[unchanged], rcond=None)[0]
    return float((panel.rate[rows] - effects[rows] @ usual).mean())


def _event_study(panel: _Panel, effects: Floats, before: int, after: int) -> tuple[EventMonth, ...]:
    """One coefficient a month around the change; without a never-changed site the earliest
    month is a second reference, because calendar and event time then differ by a constant."""
    never = np.isneginf(panel.since)
    binned = np.clip(panel.since, -before, after)
    months = [month for month in range(-before, after + 1) if (binned[~never] == month).any()]
    references = {-1} if never.any() else {-1, months[0]}
    shown = [month for month in months if month not in references]
    columns = np.column_stack([(~never) & (binned == month) for month in shown])
    regressors = np.column_stack([columns.astype(np.float64), effects])
    estimate, covariance = _clustered(regressors, panel, len(shown))
    rows = []
    for month in months:
        sites = int(np.unique(panel.site[~never & (binned == month)]).size)
        if month in references:
            rows.append(EventMonth(month, 0.0, None, None, sites, True))
            continue
        place = shown.index(month)
        found, _ = _estimate(estimate[place], covariance[place, place], panel.sites)
        rows.append(EventMonth(month, found.estimate, found.lower, found.upper, sites, False))
    return tuple(rows)
