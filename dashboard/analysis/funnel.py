"""Funnel plots: groups of different size against one target, without ranking them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.analysis.arrays import MaybeNumbers, Numbers, all_or_none, or_none
from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.funnel_groups import Groups, checked_groups
from dashboard.analysis.funnel_limits import (
    FunnelKind,
    LimitMethod,
    Scale,
    chance_limits,
    overdispersed_limits,
)
from dashboard.analysis.overdispersion import Adjustment, Overdispersion, overdispersion

FunnelSignal = Literal["below998", "below95", "inside", "above95", "above998"]

KINDS: tuple[FunnelKind, ...] = ("proportion", "rate", "ratio")
ADJUSTMENTS: tuple[Adjustment, ...] = ("none", "winsorise", "truncate")
LIMITS_OF: dict[FunnelKind, tuple[LimitMethod, ...]] = {
    "proportion": ("exact", "normal", "arcsine"),
    "rate": ("exact", "normal", "poisson-interpolated"),
    "ratio": ("exact", "normal", "poisson-interpolated"),
}
SCALES_OF: dict[FunnelKind, tuple[Scale, ...]] = {
    "proportion": ("arcsine",),
    "rate": ("sqrt", "log"),
    "ratio": ("sqrt", "log"),
}
"""The scales on which groups may be compared; the first is the default."""

_LARGEST: dict[FunnelKind, float] = {"proportion": 1.0, "rate": np.inf, "ratio": np.inf}

OVERDISPERSED_ABOVE = 1.5
"""phi above which unadjusted limits are said to be too narrow."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """A computed funnel; per-group fields have one entry a group, None where there is none.

    `value`, `target` and the limits are in the shown unit (multiplied). `z` is each group's
    distance from the target in standard errors by chance, untrimmed. `phi` is the mean squared z
    after trimming, `tau2` the between-group variance on `scale` that was added. `limits` names
    how the limits were made ("overdispersed" when tau2 or the scale set them).
    """

    kind: FunnelKind
    value: tuple[float | None, ...]
    target: float | None
    lower95: tuple[float | None, ...]
    upper95: tuple[float | None, ...]
    lower998: tuple[float | None, ...]
    upper998: tuple[float | None, ...]
    z: tuple[float | None, ...]
    signal: tuple[FunnelSignal | None, ...]
    notes: tuple[str, ...]
    phi: float | None
    tau2: float | None
    limits: str
    scale: Scale
    note: str


def funnel(
    count: MaybeNumbers,
    size: MaybeNumbers,
    *,
    kind: FunnelKind,
    multiply: float = 1.0,
    target: float | None = None,
    limits: LimitMethod | None = None,
    adjust: Adjustment = "none",
    scale: Scale | None = None,
    trim: float = 0.1,
) -> Funnel:
    """A funnel of `count` over `size`, one row a group.

    count, size: shape (n,), None or nan where missing; size is the number examined (proportion),
    the exposure (rate) or the expected count (ratio). A zero or missing size is left out, and its
    note says so.
    target: in the shown unit; by default the pooled value, or 1 for a ratio.
    limits: exact (interpolated binomial for proportions, chi-square Poisson else), normal,
    arcsine, or poisson-interpolated.
    adjust: widen the limits for overdispersion, tau2 being estimated from z-scores whose share
    `trim` at each end is set to the quantile (winsorise) or dropped by rank (truncate). The
    limits then lie on `scale` with tau2 added; if tau2 is 0 and `limits` was named, those stand.
    scale: arcsine for proportions; sqrt or log for rates and ratios (the log has no place for a
    count of 0).

    Raises CannotCompute for impossible counts or options. Sources: Spiegelhalter 2005a, 2005b,
    2012; DerSimonian & Laird 1986 for tau2.
    """
    scale = scale or (SCALES_OF[kind][0] if kind in SCALES_OF else "sqrt")
    _check_options(kind, multiply, limits, adjust, scale, trim)
    exact = limits == "exact" or (limits is None and adjust == "none")
    groups = checked_groups(kind, count, size, needs_whole=exact)
    centre = _target(kind, groups, None if target is None else target / multiply)
    if centre is None:
        return _nothing_to_show(kind, groups, scale, "no group has a usable denominator")
    on_scale = groups.size * centre if scale == "log" else groups.size
    excess = overdispersion(groups.value, on_scale, centre, scale, adjust, trim)
    widen = adjust != "none" and (excess.tau2 > 0 or limits is None)
    if widen and 0 < centre < _LARGEST[kind]:
        named, lines = "overdispersed", overdispersed_limits(scale, on_scale, centre, excess.tau2)
    else:
        named, lines = _limits_by_chance(kind, groups, centre, limits)
    return _assemble(kind, groups, centre, multiply, excess, lines, named, scale)


def exact_rate_limit_sizes(events: Numbers, target: float, tail: float) -> Numbers:
    """The exposure at which a group with `events` events would lie just on its exact limit.

    `events` has shape (n,), `target` is events per unit of exposure, `tail` the probability
    beyond the limit (0.025 for 95 %); a tail under 0.5 gives the lower limit, one above it the
    upper. With events / exposure on the other axis this draws a smooth exact funnel for rates
    (the exact Poisson interval of the count divided by the target; Garwood 1936).
    """
    from scipy.special import gammaincinv

    if not target > 0:
        raise CannotCompute(f"the target of a rate must be above 0, not {target:g}")
    counts = np.asarray(events, dtype=float)
    if tail < 0.5:
        return np.asarray(gammaincinv(counts + 1, 1 - tail)) / target
    return np.asarray(gammaincinv(counts, 1 - tail)) / target


def _check_options(
    kind: FunnelKind,
    multiply: float,
    limits: LimitMethod | None,
    adjust: Adjustment,
    scale: Scale,
    trim: float,
) -> None:
    if kind not in KINDS:
        raise CannotCompute(f"no funnel is called {kind}; known are {', '.join(KINDS)}")
    if limits is not None and limits not in LIMITS_OF[kind]:
        known = ", ".join(LIMITS_OF[kind])
        raise CannotCompute(f"a {kind} funnel has no {limits} limits; known are {known}")
    if scale not in SCALES_OF[kind]:
        known = ", ".join(SCALES_OF[kind])
        raise CannotCompute(f"a {kind} funnel has no {scale} scale; known are {known}")
    if adjust not in ADJUSTMENTS:
        known = ", ".join(ADJUSTMENTS)
        raise CannotCompute(f"no adjustment is called {adjust}; known are {known}")
    if not 0 <= trim < 0.5:
        raise CannotCompute(f"the share trimmed at each end lies in 0 to 0.5, not at {trim:g}")
    if not (np.isfinite(multiply) and multiply > 0):
        raise CannotCompute(f"the multiplier must be above 0, not {multiply:g}")


def _target(kind: FunnelKind, groups: Groups, given: float | None) -> float | None:
    """The given target, else 1 for a ratio, else the pooled value; None without any group."""
    if given is not None:
        if given < 0 or (kind == "proportion" and given > 1):
            raise CannotCompute(f"the target {given:g} lies outside what a {kind} can be")
        if given == 0 and kind != "proportion":
            raise CannotCompute(f"the target of a {kind} must be above 0")
        return given
    if not groups.usable.any():
        return None
    if kind == "ratio":
        return 1.0
    return float(groups.count[groups.usable].sum() / groups.size[groups.usable].sum())


def _limits_by_chance(
    kind: FunnelKind, groups: Groups, centre: float, limits: LimitMethod | None
) -> tuple[str, tuple[Numbers, ...]]:
    """How the limits were made, and the four of each group; all on the target at 0 or all."""
    if centre in (0.0, _LARGEST[kind]):
        on_target = np.where(groups.usable, centre, np.nan)
        return "none", (on_target,) * 4
    method = limits or "exact"
    lines = []
    for line in chance_limits(kind, method, groups.size[groups.usable], centre):
        full = np.full(groups.value.size, np.nan)
        full[groups.usable] = line
        lines.append(full)
    return method, tuple(lines)


def _assemble(
    kind: FunnelKind,
    groups: Groups,
    centre: float,
    multiply: float,
    excess: Overdispersion,
    lines: Sequence[Numbers],
    named: str,
    scale: Scale,
) -> Funnel:
    lower998, lower95, upper95, upper998 = lines
    return Funnel(
        kind=kind,
        value=all_or_none(groups.value * multiply),
        target=centre * multiply,
        lower95=all_or_none(lower95 * multiply),
        upper95=all_or_none(upper95 * multiply),
        lower998=all_or_none(lower998 * multiply),
        upper998=all_or_none(upper998 * multiply),
        z=all_or_none(excess.z),
        signal=_signals(groups.value, lines),
        notes=_group_notes(groups, excess.z),
        phi=or_none(excess.phi),
        tau2=excess.tau2,
        limits=named,
        scale=scale,
        note=_note(groups, excess, named),
    )


def _signals(value: Numbers, lines: Sequence[Numbers]) -> tuple[FunnelSignal | None, ...]:
    """Where each group lies; a group on a limit, within rounding, is inside it."""
    lower998, lower95, upper95, upper998 = lines
    slack = 1e-10 * np.abs(value)
    labels = np.full(value.size, "inside", dtype=object)
    labels[value < lower95 - slack] = "below95"
    labels[value > upper95 + slack] = "above95"
    labels[value < lower998 - slack] = "below998"
    labels[value > upper998 + slack] = "above998"
    labels[~np.isfinite(value)] = None
    return tuple(labels.tolist())


def _group_notes(groups: Groups, z: Numbers) -> tuple[str, ...]:
    missing = groups.usable & ~np.isfinite(z)
    without = "no z: a count of 0 has no logarithm"
    return tuple(
        without if lacks else note for lacks, note in zip(missing, groups.notes, strict=True)
    )


def _note(groups: Groups, excess: Overdispersion, named: str) -> str:
    if groups.usable.sum() == 1:
        return "one group: there is nothing to compare it with but the target"
    if named == "none":
        return "every group has none or all of its cases: chance leaves no width to the limits"
    if named == "overdispersed" and excess.tau2 == 0:
        return "no overdispersion was found (tau2 is 0)"
    if named != "overdispersed" and excess.phi is not None and excess.phi > OVERDISPERSED_ABOVE:
        return f"groups differ more than chance (phi {excess.phi:.1f}): these limits are too narrow"
    return ""


def _nothing_to_show(kind: FunnelKind, groups: Groups, scale: Scale, why: str) -> Funnel:
    nothing = (None,) * groups.value.size
    return Funnel(
        kind, nothing, None, nothing, nothing, nothing, nothing, nothing, nothing,
        groups.notes, None, None, "none", scale, why,
    )  # fmt: skip
