"""Audit the years of a run side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dashboard.publish.audit.counted import CountedRows
from dashboard.publish.audit.year import audit_year
from dashboard.publish.plan import Family

WORKERS = 2
TELL_EVERY = 0.5
"""Seconds between two words on how far the audit is."""


@dataclass(frozen=True, slots=True)
class YearToAudit:
    """What one year's audit is of: new tables and the rows behind them, who was at home where.

    The tables `beside` are shown already.
    """

    year: int
    families: Sequence[Family]
    beside: Sequence[Family]
    rows: CountedRows
    home: dict[str, NDArray[np.bool_]]


def audit_years(years: Sequence[YearToAudit], told: Callable[[int, float], None]) -> None:
    """Change the new tables of each year until they prove nothing of a few people.

    `told` is told the year the audit is at, and the share of all that is done. Two years are
    audited at a time, the largest first: they have nothing in common, and the solver and large
    arrays let the other thread run while they work.
    """
    done = {each.year: 0.0 for each in years}
    largest_first = sorted(years, key=lambda each: -len(each.rows.month))
    with ThreadPoolExecutor(WORKERS) as pool:
        audits: dict[int, Future[object]] = {
            each.year: pool.submit(
                audit_year,
                each.families,
                each.rows,
                each.home,
                partial(done.__setitem__, each.year),
                beside=each.beside,
            )
            for each in largest_first
        }
        for year, audit in audits.items():
            while not wait([audit], TELL_EVERY).done:
                told(year, sum(done.values()) / len(done))
            audit.result()
            told(year, sum(done.values()) / len(done))
