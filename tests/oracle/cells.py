"""The shape every recount has: one row a counted thing, to be added up to any units and months."""

from __future__ import annotations

import pandas as pd

from tests.oracle.exports import FINEST, NOT_GIVEN

MONTHLY = "month"
COLUMNS = [*FINEST, "grain", "part", "numerator", "denominator"]
DURATION_COLUMNS = [*FINEST, "days", "closed"]


def cells(
    frame: pd.DataFrame,
    numerator: pd.Series | float,
    denominator: pd.Series | float = 0.0,
    part: pd.Series | str = "",
    grain: str = MONTHLY,
) -> pd.DataFrame:
    """Return `frame` as cells; units it does not have are given as missing.

    A cell of grain month may be added to longer periods. Of any other grain it counts people and
    stands for that period alone.
    """
    counted = _with_all_units(frame).assign(
        grain=grain, part=part, numerator=numerator, denominator=denominator
    )
    counted = counted[COLUMNS]
    return counted.assign(
        numerator=counted["numerator"].astype(float),
        denominator=counted["denominator"].astype(float),
    )


def durations(frame: pd.DataFrame, ended: pd.Series, until: pd.Timestamp) -> pd.DataFrame:
    """Return the days from `day` to `ended`, open ones followed until `until`."""
    closed = ended.notna()
    lasted = (ended.where(closed, until) - frame["day"]).dt.days
    return _with_all_units(frame).assign(days=lasted, closed=closed)[DURATION_COLUMNS]


def _with_all_units(frame: pd.DataFrame) -> pd.DataFrame:
    missing = [unit for unit in FINEST[1:] if unit not in frame.columns]
    return frame.assign(**dict.fromkeys(missing, NOT_GIVEN))
