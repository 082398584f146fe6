"""Estimates and 95 % intervals for ledger rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.measures.definition import Measure


def with_estimates(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return `rows` with estimate, lower, upper and note.

    Shares get Wilson's interval, rates Garwood's; a count has none; a duration carries its
    Kaplan-Meier median. Where nothing can be computed the fields are empty and `note` says why.
    """
    if measure.kind == "duration":
        return _medians(rows)
    if measure.kind == "count":
        return rows.assign(estimate=rows["numerator"], lower=np.nan, upper=np.nan, note="")
    if measure.kind == "rate":
        return _rates(rows, measure)
    return _reciprocals(rows) if measure.reciprocal else _shares(rows)


def _medians(rows: pd.DataFrame) -> pd.DataFrame:
    reached = rows["median"].notna()
    apart = rows["joined"] > 1 if "joined" in rows else False
    none_yet = "fewer than half have ended: no median yet"
    cannot = "shown apart in this period: medians cannot be added"
    return rows.assign(
        estimate=rows["median"],
        lower=rows["median_lower"],
        upper=rows["median_upper"],
        note=np.where(reached, "", np.where(apart, cannot, none_yet)),
    )


def _rates(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    from dashboard.analysis.intervals import rate_intervals

    found = rate_intervals(rows["numerator"], rows["denominator"], per=measure.per)
    return rows.assign(
        estimate=found.estimate, lower=found.lower, upper=found.upper, note=list(found.note)
    )


def _shares(rows: pd.DataFrame) -> pd.DataFrame:
    from dashboard.analysis.intervals import proportion_intervals

    found = proportion_intervals(rows["numerator"], rows["denominator"])
    return rows.assign(
        estimate=found.estimate, lower=found.lower, upper=found.upper, note=list(found.note)
    )


def _reciprocals(rows: pd.DataFrame) -> pd.DataFrame:
    """Turn shares over: how many rows for one hit. Numerator and denominator change places."""
    shares = _shares(rows)
    none = shares["numerator"] == 0
    with np.errstate(divide="ignore"):
        turned = {
            "estimate": 1 / shares["estimate"].where(~none),
            "lower": 1 / shares["upper"],
            "upper": 1 / shares["lower"].where(shares["lower"] > 0),
        }
    return shares.assign(
        **turned,
        numerator=rows["denominator"],
        denominator=rows["numerator"],
        note=np.where(none, "none found: no number of reviews per finding", shares["note"]),
    )
