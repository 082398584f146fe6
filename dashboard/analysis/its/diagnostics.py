"""What a reader asks of the residuals: autocorrelation, spread, and rows that decide alone."""

import math
from dataclasses import dataclass

import numpy as np

from dashboard.analysis.its.fit import Fit
from dashboard.analysis.its.series import Floats, Series

LARGE_COOK = 1.0


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One number on the fit: its name, how it was made, its value, its p, and a plain reading."""

    stat: str
    method: str
    estimate: float | None
    p_value: float | None = None
    note: str = ""


def diagnose(fit: Fit, rows: Series, lag: int = 12) -> tuple[Diagnostic, ...]:
    """Diagnostics of a fit on the kept rows.

    Residuals are raw (ols), Pearson (counts) or whitened (ar1), in time order within each
    series. lag: how many lags the two tests of autocorrelation reach, cut to a fifth of the
    rows. Durbin and Watson (1950), Breusch (1978) and Godfrey (1978), Ljung and Box (1978).
    """
    residual = fit.residual
    if not float(residual @ residual) > 0 or not np.isfinite(fit.covariance).all():
        return (Diagnostic("residuals", fit.model, None, note="no spread to diagnose"),)
    reach = max(1, min(lag, residual.size // 5))
    found = [
        _durbin_watson(residual, rows),
        _breusch_godfrey(fit, rows, 1),
        _breusch_godfrey(fit, rows, reach),
        _ljung_box(residual, rows, reach),
        *_spread(fit),
        _influence(fit, rows),
    ]
    return tuple(dict.fromkeys(found))


def _by_series(values: Floats, rows: Series) -> list[Floats]:
    return [values[rows.group == group] for group in np.unique(rows.group)]


def _durbin_watson(residual: Floats, rows: Series) -> Diagnostic:
    steps = sum(float((np.diff(own) ** 2).sum()) for own in _by_series(residual, rows))
    value = steps / float(residual @ residual)
    return Diagnostic(
        "durbin_watson", "lag 1", value, note="2 is none, under 2 positive; no verdict alone"
    )


def _breusch_godfrey(fit: Fit, rows: Series, lag: int) -> Diagnostic:
    from scipy.special import chdtrc

    lagged = np.zeros((fit.residual.size, lag))
    for group in np.unique(rows.group):
        own = np.flatnonzero(rows.group == group)
        for step in range(1, min(lag, own.size - 1) + 1):
            lagged[own[step:], step - 1] = fit.residual[own[:-step]]
    full = np.hstack([fit.matrix.values, lagged])
    left = fit.residual - full @ np.linalg.lstsq(full, fit.residual, rcond=None)[0]
    explained = 1 - float(left @ left) / float(fit.residual @ fit.residual)
    statistic = max(0.0, fit.residual.size * explained)
    return Diagnostic(
        "breusch_godfrey", f"lags 1 to {lag}", statistic, float(chdtrc(lag, statistic))
    )


def _ljung_box(residual: Floats, rows: Series, lag: int) -> Diagnostic:
    from scipy.special import chdtrc

    statistic = 0.0
    parts = _by_series(residual, rows)
    for own in parts:
        centred = own - own.mean()
        total = float(centred @ centred)
        for step in range(1, min(lag, own.size - 1) + 1):
            share = float(centred[step:] @ centred[:-step]) / total if total else 0.0
            statistic += own.size * (own.size + 2) * share**2 / (own.size - step)
    p_value = float(chdtrc(lag * len(parts), statistic))
    return Diagnostic("ljung_box", f"lags 1 to {lag}", statistic, p_value)


def _spread(fit: Fit) -> list[Diagnostic]:
    rows: list[Diagnostic] = []
    if fit.phi is not None:
        rows.append(Diagnostic("autocorrelation", "reml", fit.phi, note="of one row with the next"))
    if fit.model in ("ols", "ar1"):
        deviation = math.sqrt(fit.dispersion or 0.0)
        rows.append(Diagnostic("residual_sd", fit.model, deviation))
        return rows
    note = "above 1: more spread than chance, so the Poisson intervals are too narrow"
    rows.append(Diagnostic("dispersion", "pearson", fit.dispersion, note=note))
    if fit.alpha is not None:
        rows.append(Diagnostic("alpha", "maximum likelihood", fit.alpha))
    return rows


def _influence(fit: Fit, rows: Series) -> Diagnostic:
    """Cook's distance (1977) of the row that moves the fit most."""
    terms = fit.matrix.values.shape[1]
    scale = float(fit.residual @ fit.residual) / (fit.residual.size - terms)
    free = np.maximum(1 - fit.leverage, 1e-12)
    cook = fit.residual**2 * fit.leverage / (terms * scale * free**2)
    worst = int(np.argmax(cook))
    value, row = float(cook[worst]), int(rows.position[worst])
    reading = "above 1: the fit leans on it" if value > LARGE_COOK else "under 1: no row decides"
    return Diagnostic("cooks_distance", "largest", value, note=f"row {row}; {reading}")
