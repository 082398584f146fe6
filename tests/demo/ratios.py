"""Capture by site and months, and whether a ratio of counts meets what was planted."""

from __future__ import annotations

import math

import pandas as pd

from tests.demo.exports import (
    COMMITTED,
    exams_of,
)


def captured(reviews: pd.DataFrame, cases: pd.DataFrame, site: str, months: set[str]) -> int:
    old = reviews["discrepant"] & (reviews["site"] == site) & reviews["month"].isin(months)
    new = cases["opportunity"] & (cases["Site"] == site) & cases["month"].isin(months)
    return int(old.sum() + new.sum())


def exams_at(exams: pd.DataFrame, site: str, months: set[str]) -> int:
    here = (exams["Location"] == site) & exams["Month"].isin(months)
    return int(exams.loc[here, "Exam Count"].sum())


def exams_at_all(months: set[str]) -> int:
    exams = exams_of(COMMITTED)
    return int(exams.loc[exams["Month"].isin(months), "Exam Count"].sum())


def months_between(first: str, last: str) -> set[str]:
    return {str(period) for period in pd.period_range(first, last, freq="M")}


# A ratio of two counts may miss its truth by this many standard errors of a log ratio; noise beyond
# Poisson (dispersion up to 2 at these counts) is in the allowance.
ALLOWED_ERRORS = 3.0


def assert_ratio(after: int, after_base: int, before: int, before_base: int, truth: float) -> None:
    seen = math.log(after / after_base) - math.log(before / before_base)
    error = math.sqrt(2 / after + 2 / before)
    assert abs(seen - truth) < ALLOWED_ERRORS * error, f"log ratio {seen:.2f}, planted {truth:.2f}"
