"""The rows of a time series, checked once: what was counted, over what, in which series."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.arrays import MaybeNumbers
from dashboard.analysis.errors import CannotCompute

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Series:
    """Rows in time order, series by series.

    y: counts or values, shape (n,), nan where missing. exposure: what each count is out of, or
    None. per: a rate is y / exposure * per. logged: analyse the log of the rate. position: 1, 2,
    3, ... within each series. group: 1 for the series that changed, 0 for the one that did not;
    all 1 when there is one series.
    """

    y: Floats
    exposure: Floats | None
    per: float
    logged: bool
    position: Whole
    group: Whole

    @property
    def controlled(self) -> bool:
        """True when a series that did not change stands beside."""
        return bool((self.group == 0).any())

    @property
    def length(self) -> int:
        """Number of rows in time of the longest series."""
        return int(self.position.max())

    @property
    def rate(self) -> Floats:
        """What is analysed before any log: the value, or the rate per `per` of exposure."""
        if self.exposure is None:
            return self.y
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(
                np.where(self.exposure > 0, self.y / self.exposure, np.nan) * self.per
            )

    @property
    def known(self) -> Flags:
        """Rows that have a value and, where one is needed, an exposure above 0."""
        return np.asarray(np.isfinite(self.rate))

    def take(self, rows: Flags) -> "Series":
        """The same series with some rows only; positions stay."""
        exposure = None if self.exposure is None else self.exposure[rows]
        return replace(
            self,
            y=self.y[rows],
            exposure=exposure,
            position=self.position[rows],
            group=self.group[rows],
        )


def make_series(
    y: MaybeNumbers, exposure: MaybeNumbers | None = None, per: float = 1.0, logged: bool = False
) -> Series:
    """One series; raises CannotCompute when lengths differ or nothing is known."""
    values = _column(y, "y")
    exposures = None if exposure is None else _column(exposure, "the denominator")
    if exposures is not None and exposures.size != values.size:
        raise CannotCompute(
            f"there are {values.size} values but {exposures.size} denominators: give one a row"
        )
    if exposures is not None and (exposures < 0).any():
        raise CannotCompute("a denominator is negative")
    if not per > 0:
        raise CannotCompute(f"a rate is per a number above 0, not per {per}")
    positions = np.arange(1, values.size + 1)
    series = Series(values, exposures, per, logged, positions, np.ones_like(positions))
    if not series.known.any():
        raise CannotCompute("no row has both a value and a denominator above 0")
    return series


def join_series(changed: Series, unchanged: Series) -> Series:
    """The series that changed and its control, one under the other."""
    exposure = None
    if changed.exposure is not None and unchanged.exposure is not None:
        exposure = np.concatenate([changed.exposure, unchanged.exposure])
    elif changed.exposure is not None or unchanged.exposure is not None:
        raise CannotCompute("one of the two series has denominators and the other has none")
    return Series(
        np.concatenate([changed.y, unchanged.y]),
        exposure,
        changed.per,
        changed.logged,
        np.concatenate([changed.position, unchanged.position]),
        np.concatenate([np.ones_like(changed.position), np.zeros_like(unchanged.position)]),
    )


def _column(values: MaybeNumbers, name: str) -> Floats:
    try:
        column = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise CannotCompute(f"{name} must be numbers, empty where unknown") from None
    if column.ndim != 1 or column.size == 0:
        raise CannotCompute(f"{name} must be one row of numbers")
    if np.isinf(column).any():
        raise CannotCompute(f"{name} holds an infinite number")
    return column
