"""Turning what a caller has (lists with None, tuples, arrays) into checked numbers."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.errors import CannotCompute

Numbers = NDArray[np.float64]
MaybeNumbers = Sequence[float | None] | NDArray[np.float64] | NDArray[np.int64]


def numbers(values: MaybeNumbers, name: str) -> Numbers:
    """`values` as doubles, shape (n,), with None as nan.

    Raises CannotCompute, naming `name`, for text, infinity or more than one dimension.
    """
    try:
        array = np.array(values, dtype=float)
    except (TypeError, ValueError):
        raise CannotCompute(f"{name} must be numbers; a missing one is given as None") from None
    if array.ndim != 1:
        raise CannotCompute(f"{name} must be one row of numbers, not {array.ndim} dimensions")
    if np.isinf(array).any():
        raise CannotCompute(f"{name} holds an infinite number in row {first_row(np.isinf(array))}")
    return array


def first_row(flags: NDArray[np.bool_]) -> int:
    """The first flagged row, counted from 1 as people do."""
    return int(np.flatnonzero(flags)[0]) + 1


def same_length(expected: int, values: Numbers, name: str) -> None:
    """Raise CannotCompute unless `values` has `expected` rows."""
    if values.size != expected:
        raise CannotCompute(f"{name} has {values.size} rows where {expected} were expected")


def refuse_negative(values: Numbers, name: str) -> None:
    """Raise CannotCompute, with the row, if any value is below 0."""
    if (values < 0).any():
        raise CannotCompute(f"{name} is negative in row {first_row(values < 0)}")


def or_none(value: float | np.floating | None) -> float | None:
    """A plain number, or None where it is missing or not finite."""
    if value is None or not np.isfinite(value):
        return None
    return float(value)


def all_or_none(values: Iterable[float] | Numbers) -> tuple[float | None, ...]:
    """Plain numbers with None for every one that is not finite."""
    array = np.asarray(values, dtype=float)
    if np.isfinite(array).all():
        return tuple(array.tolist())
    return tuple(value if value - value == 0 else None for value in array.tolist())
