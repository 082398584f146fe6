"""How the parts of two or more groups differ: counts of themes, kinds or modalities."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Composition:
    """Chi-square of a table of counts with what each cell adds to it.

    expected and residuals have the table's shape. A standardised (adjusted) residual is a z
    value: beyond 2 the cell holds more or fewer cases than the margins explain. Empty rows and
    columns have residuals of 0.
    """

    test: Statistic
    cramers_v: Statistic
    expected: Floats
    residuals: Floats


def compare_composition(counts: ArrayLike) -> Composition:
    """Pearson's chi-square of a table of counts, groups by parts, with standardised residuals.

    counts: two-dimensional, one row a group, one column a part. Rows and columns without any
    case are left out of the test. Haberman (1973) for the residuals.
    Raises CannotCompute when the table has fewer than two rows or columns with cases, or a
    count is negative or missing.
    """
    from scipy.special import chdtrc

    table = _checked(counts)
    rows, columns = table.sum(axis=1) > 0, table.sum(axis=0) > 0
    kept = table[np.ix_(rows, columns)]
    if min(kept.shape) < 2:
        raise CannotCompute("a composition needs two groups and two parts that have cases")
    expected = _expected(kept)
    statistic = float(((kept - expected) ** 2 / expected).sum())
    freedom = (kept.shape[0] - 1) * (kept.shape[1] - 1)
    note = _small_cells_note(expected)
    test = make_statistic(
        "chi_square",
        "pearson",
        p_value=float(chdtrc(freedom, statistic)),
        statistic=statistic,
        note=f"{freedom} degrees of freedom" + (f"; {note}" if note else ""),
    )
    strength = math.sqrt(statistic / (kept.sum() * (min(kept.shape) - 1)))
    cramers_v = make_statistic("cramers_v", "unadjusted", strength)
    whole = np.ix_(rows, columns)
    full_expected, residuals = np.zeros(table.shape), np.zeros(table.shape)
    full_expected[whole] = expected
    residuals[whole] = _standardised_residuals(kept, expected)
    return Composition(test, cramers_v, full_expected, residuals)


def _checked(counts: ArrayLike) -> Floats:
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != 2:
        raise CannotCompute("a composition is a table: one row a group, one column a part")
    if not (np.isfinite(table).all() and (table >= 0).all()):
        raise CannotCompute("every count of a composition must be 0 or more")
    return table


def _expected(table: Floats) -> Floats:
    return np.asarray(np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum())


def _standardised_residuals(table: Floats, expected: Floats) -> Floats:
    row_share = table.sum(axis=1, keepdims=True) / table.sum()
    column_share = table.sum(axis=0, keepdims=True) / table.sum()
    spread = np.sqrt(expected * (1 - row_share) * (1 - column_share))
    return np.asarray((table - expected) / spread)


def _small_cells_note(expected: Floats) -> str:
    small = float((expected < 5).mean())
    if small <= 0.2:
        return ""
    return f"{small:.0%} of the expected counts are under 5: join small parts before reading p"
